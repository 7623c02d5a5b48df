// One plotly chart for any explorer: curves from one binary array, the review's figures as numbered bands.
import { h } from './dom.js';

const OKABE_ITO = { light: ['#0072B2', '#D55E00', '#007A5A', '#8F4A78', '#8A6D00'], dark: ['#56B4E9', '#E69F00', '#2BC79B', '#E39BC6', '#F0E442'] };
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash'];

export function chart(node, legend, hold) {
  const { spec } = hold;
  let drawn = false;
  let pending = false;
  let gone = false;
  let Plotly;
  const wait = h('p', { class: 'ck-wait' }, spec.words.wait);
  node.append(wait);

  const css = name => getComputedStyle(node).getPropertyValue(name).trim();
  const dark = () => document.body.dataset.jpThemeLight === 'false'
    || (!document.body.dataset.jpThemeLight && matchMedia('(prefers-color-scheme: dark)').matches);

  function series() {
    const bytes = hold.data;
    const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    let at = 0;
    const take = n => all.subarray(at, (at += n));
    return hold.state.sizes.map(n => ({ x: take(n), y: take(n) }));
  }

  function shapes() {
    const inkOf = code => css(`--ck-${code}`);
    const { bands, y_range } = hold.state;
    const least = (y_range[1] - y_range[0]) * 0.012; // a figure without a width still has to be seen
    const marks = (hold.state.marks ?? []).filter(mark => !mark.off); // the learner's answer and the model's, each as a line
    return {
      shapes: [...marks.map(({ axis, value, dash }) => ({
        type: 'line', line: { color: css('--ck-ink'), width: 2, dash },
        ...(axis === 'x' ? { x0: value, x1: value, yref: 'paper', y0: 0, y1: 1 } : { y0: value, y1: value, xref: 'paper', x0: 0, x1: 1 }),
      })), ...bands.map(band => {
        const thin = band.y1 - band.y0 < least;
        return {
          type: 'rect', layer: 'below', x0: band.x0, x1: band.x1, y0: thin ? band.y0 - least / 2 : band.y0, y1: thin ? band.y1 + least / 2 : band.y1,
          fillcolor: inkOf(band.code), opacity: 0.28, line: { color: inkOf(band.code), width: 1.5, dash: band.code === 'inside' ? 'solid' : 'dot' },
        };
      })],
      annotations: [...marks.map(({ axis, value, short }, n) => ({
        text: short, showarrow: false, font: { color: css('--ck-ink'), size: 13 }, bgcolor: css('--ck-paper'), borderpad: 2, // one at each end: they may be close
        ...(axis === 'x' ? { x: value, yref: 'paper', y: n ? 0.86 : 1, xanchor: 'left', yanchor: 'top', xshift: 3 }
          : { y: value, xref: 'paper', x: n ? 1 : 0, xanchor: n ? 'right' : 'left', yanchor: 'bottom', yshift: 1 }),
      })), ...bands.map((band, n) => ({
        x: (band.x0 + band.x1) / 2, y: band.y1, yshift: 11, text: `${n + 1} ${band.mark}`, showarrow: false,
        font: { color: css('--ck-ink'), size: 13 }, bgcolor: css('--ck-paper'), bordercolor: inkOf(band.code), borderpad: 2,
      }))],
    };
  }

  function layout() {
    const { state } = hold;
    const line = css('--ck-line');
    const narrow = node.clientWidth < 520;
    const axis = (title, range) => ({
      title: { text: title, standoff: 8, font: { size: narrow ? 12 : 13 } }, range, gridcolor: line, zerolinecolor: line, linecolor: css('--ck-dim'), fixedrange: true,
    });
    return {
      autosize: true, height: narrow ? 290 : 340, margin: { l: narrow ? 48 : 58, r: 12, t: 12, b: narrow ? 44 : 48 }, dragmode: false, hovermode: 'x unified',
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { family: 'inherit', color: css('--ck-ink'), size: narrow ? 12 : 13 },
      hoverlabel: { bgcolor: css('--ck-paper'), font: { color: css('--ck-ink') } },
      xaxis: axis(state.x_label, state.x_range), yaxis: axis(state.y_label, state.y_range),
      showlegend: false, ...shapes(),
    };
  }

  let themed = '';
  function traces() {
    themed = css('--ck-ink');
    const colours = OKABE_ITO[dark() ? 'dark' : 'light'];
    return series().map(({ x, y }, n) => ({
      type: 'scatter', mode: 'lines', x, y, name: spec.curves[n].label,
      line: { color: colours[n % colours.length], dash: DASHES[n % DASHES.length], width: spec.curves[n].role === 'compare' ? 2 : 3 }, hovertemplate: '%{y:.2f}',
    }));
  }

  const config = { displayModeBar: false, responsive: true, doubleClick: false };

  // The legend is a list beside the picture: it wraps on a phone, is read aloud, and plotly has less to lay out.
  const dashes = { solid: '', dash: '9 6', dot: '2 4', dashdot: '9 4 2 4', longdash: '14 6' };
  function writeLegend() {
    const colours = OKABE_ITO[dark() ? 'dark' : 'light'];
    const marks = hold.state.marks ?? [];
    legend.replaceChildren(...spec.curves.map((curve, n) => entry(curve.label, colours[n % colours.length], DASHES[n % DASHES.length])),
      ...marks.map(mark => entry(mark.label, css('--ck-ink'), mark.dash)));
  }
  function entry(label, stroke, dash) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    line.setAttribute('aria-hidden', 'true');
    const path = line.appendChild(document.createElementNS(line.namespaceURI, 'path'));
    const look = { d: 'M0 5H34', stroke, 'stroke-width': 3, 'stroke-dasharray': dashes[dash] };
    for (const [name, value] of Object.entries(look)) path.setAttribute(name, value);
    return h('li', {}, line, h('span', {}, label));
  }

  async function first() {
    try {
      Plotly = await hold.plotly();
    } catch {
      wait.textContent = spec.words.no_chart; // the finding, the verdicts and the table still say it all
      return;
    }
    if (gone) return;
    wait.remove();
    await Plotly.newPlot(node, traces(), layout(), config);
    drawn = true;
    lastBands = drawnBands();
    node.dataset.drawn = hold.state.turn ?? 0;
    if (pending) draw();
    if (themed !== css('--ck-ink')) retheme(); // the theme arrived while plotly was drawing
  }

  // Of a band only its place, its colour and its mark are drawn; while they stay, moving the curve is all there is to do.
  const drawnBands = () => JSON.stringify([hold.state.bands.map(({ x0, x1, y0, y1, code, mark }) => [x0, x1, y0, y1, code, mark]),
    hold.state.x_range, hold.state.y_range]);
  let lastBands = '';
  function draw() {
    pending = !drawn;
    if (!drawn) return;
    const { state } = hold;
    const rows = series();
    const bands = drawnBands();
    const given = { x: rows.map(row => row.x), y: rows.map(row => row.y) };
    if (bands === lastBands) Plotly.restyle(node, given);
    else Plotly.update(node, given, { ...shapes(), 'xaxis.range': state.x_range, 'yaxis.range': state.y_range });
    lastBands = bands;
    node.dataset.drawn = state.turn ?? 0;
  }

  // Text and grid follow the theme by style; only what has a meaning by colour is drawn again.
  function retheme() { writeLegend(); if (drawn) Plotly.react(node, traces(), layout(), config); }
  const theme = new MutationObserver(retheme);
  theme.observe(document.body, { attributes: true, attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name'] });
  // A chart far below costs nothing until the reader comes near it.
  const near = new IntersectionObserver(seen => {
    if (!seen.some(entry => entry.isIntersecting)) return;
    near.disconnect();
    first();
  }, { rootMargin: '900px' });
  near.observe(node);
  writeLegend();
  return { draw, stop() { gone = true; near.disconnect(); theme.disconnect(); if (drawn) Plotly.purge(node); } };
}
