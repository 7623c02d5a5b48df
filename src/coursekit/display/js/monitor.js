// The monitor: every sign as a number with its usual range, in range or not by word and mark, and its curve so far.
import { curves, series } from './curves.js';
import { h } from './dom.js';

export function monitor({ words }) {
  const list = h('ul', { class: 'ck-signs' });
  const open = h('p', { class: 'ck-hint ck-untested' });
  const node = h('section', { class: 'ck-monitor' }, h('h4', {}, words['monitor.title']), list, open);

  function tile(sign, line, xRange) {
    return h('li', { class: `ck-sign ck-sign-${sign.code}`, 'data-sign': sign.id },
      h('span', { class: 'ck-sign-label' }, sign.label),
      h('span', { class: 'ck-sign-value' }, h('strong', {}, sign.value), ' ', h('span', { class: 'ck-unit' }, sign.unit)),
      h('span', { class: 'ck-sign-word' }, sign.mark && h('span', { 'aria-hidden': 'true' }, `${sign.mark} `), [sign.word, sign.at].filter(Boolean).join(', ')),
      h('span', { class: 'ck-sign-range' }, sign.range),
      sign.curve && curves({ lines: [line], xRange, yRange: sign.y_range, normal: sign.normal, dots: sign.dots, label: sign.curve }));
  }

  return {
    node,
    draw({ signs, sizes, x_range }, bytes) {
      const lines = series(bytes, sizes);
      const untested = signs.filter(sign => sign.code === 'unknown').map(sign => sign.label);
      list.replaceChildren(...signs.map((sign, n) => sign.code !== 'unknown' && tile(sign, lines[n], x_range)).filter(Boolean));
      open.textContent = untested.length ? words['monitor.untested'].replace('{signs}', untested.join(', ')) : '';
    },
  };
}
