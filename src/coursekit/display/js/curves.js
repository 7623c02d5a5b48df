// Curves drawn as light SVG: lines that stretch with their box, the usual range as a band behind them. All words are HTML.
const SVG = 'http://www.w3.org/2000/svg';

export function drawn(tag, given, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) if (value !== undefined) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The curves of a card: each one's x, then its y, from one array of float32.
export function series(bytes, sizes) {
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let at = 0;
  const take = n => all.subarray(at, (at += n));
  return sizes.map(n => ({ x: take(n), y: take(n) }));
}

export const LINES = ['ck-line-a', 'ck-line-b'];

// `lines` are series; `marks` are times at which a thin line stands; `dots` draws every point, as a laboratory value is known.
export function curves({ lines, xRange, yRange, normal, marks = [], dots = false, label }) {
  const [x0, x1] = xRange;
  const [y0, y1] = yRange;
  const across = x => ((x - x0) / (x1 - x0)) * 100;
  const down = y => 100 - ((y - y0) / (y1 - y0)) * 100;
  const parts = [];
  if (normal) parts.push(drawn('rect', { class: 'ck-usual', x: 0, width: 100, y: down(normal[1]).toFixed(2), height: Math.max(0.5, down(normal[0]) - down(normal[1])).toFixed(2) }));
  for (const at of marks) parts.push(drawn('line', { class: 'ck-decided', x1: across(at).toFixed(2), x2: across(at).toFixed(2), y1: 0, y2: 100 }));
  lines.forEach(({ x, y }, n) => {
    const path = Array.from(x, (each, i) => `${i ? 'L' : 'M'}${across(each).toFixed(2)} ${down(y[i]).toFixed(2)}`).join('');
    if (path) parts.push(drawn('path', { class: LINES[n % LINES.length], d: path }));
    // A dot is a line of no length with round ends: it stays round however the box is stretched.
    for (const i of dots ? Array.from(x, (_, i) => i) : x.length ? [x.length - 1] : []) parts.push(drawn('path', { class: `${LINES[n % LINES.length]} ck-dot`, d: `M${across(x[i]).toFixed(2)} ${down(y[i]).toFixed(2)}h0.01` }));
  });
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return drawn('svg', { class: 'ck-curve', viewBox: '0 0 100 100', preserveAspectRatio: 'none', ...named }, ...parts);
}

// The piece of line that stands beside a course's name.
export const sample = n => drawn('svg', { class: 'ck-sample', viewBox: '0 0 34 10', 'aria-hidden': 'true' },
  drawn('path', { class: LINES[n], d: 'M0 5H34' }));
