// What was shown so far: sentences, tables, a chart of bars with its finding, and the questions to come back to.
import { beside, h } from './dom.js';
import { tabular } from './tables.js';

export function progress(el, hold) {
  const { spec } = hold;
  const body = h('div', { class: 'ck-progress-body' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  let drawn = '';
  el.append(h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title)), body, notice);

  const bars = chart => h('div', { class: 'ck-bars', role: 'img', 'aria-label': chart.finding }, chart.bars.map(bar => h('div', { class: 'ck-bar-row-of' },
    h('span', { class: 'ck-bar-name' }, bar.name),
    h('span', { class: 'ck-bar-track' }, h('span', { class: 'ck-bar-fill', style: `width: ${bar.percent}%` })),
    h('span', { class: 'ck-bar-value' }, bar.value))));
  const entry = each => h('li', {}, each.text, ' ', h('span', { class: 'ck-rests' }, each.note, ' ',
    each.claims.flatMap((claim, n) => [n ? ', ' : '', h('a', { href: `#${claim}` }, claim)])));
  // A table that is folded away is drawn when it is opened.
  const folded = each => {
    const node = h('details', {}, h('summary', {}, each.folded));
    node.addEventListener('toggle', () => { if (node.open && node.children.length === 1) node.append(tabular(each.table)); });
    return node;
  };
  const section = each => h('section', { class: 'ck-progress-part' }, h('h4', {}, each.title), (each.sentences ?? []).map(text => h('p', {}, text)),
    each.chart && [h('p', { class: 'ck-finding' }, each.chart.finding), bars(each.chart)],
    each.entries && h('ol', { class: 'ck-entries' }, each.entries.map(entry)),
    each.table && (each.folded ? folded(each) : tabular(each.table)),
    each.link && h('p', {}, beside(each.link)));

  function draw() {
    const { state } = hold;
    notice.textContent = state.notice ?? '';
    const now = JSON.stringify(state.sections);
    if (now === drawn) return;
    drawn = now;
    const open = [...body.querySelectorAll('details')].map(each => each.open);
    body.replaceChildren(...state.sections.map(section));
    body.querySelectorAll('details').forEach((each, n) => { each.open = Boolean(open[n]); });
  }
  draw();
  // An answer on another card changes what is told here; several at once are told once.
  let timer = null;
  const onRecorded = () => { clearTimeout(timer); timer = setTimeout(() => hold.send({ do: 'refresh' }), 500); };
  globalThis.addEventListener('coursekit:recorded', onRecorded);
  draw.stop = () => { clearTimeout(timer); globalThis.removeEventListener('coursekit:recorded', onRecorded); };
  return draw;
}
