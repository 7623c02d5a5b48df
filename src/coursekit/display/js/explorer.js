// Draws any explorer: native controls, a plotly chart, the finding, the review's figures with their verdicts, a table.
import { chart } from './chart.js';
import { controls } from './controls.js';
import { h } from './dom.js';

const SETTLED = 1200; // ms without a change before a state is worth recording

export function explorer(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  let turn = 0;
  let answered = 0;
  let asked = null; // the newest values not yet sent: while the kernel computes, only the last one counts
  let timer = null;
  const finding = h('p', { class: 'ck-finding', role: 'status' });
  const notes = h('ul', { class: 'ck-notes-list' });
  const bands = h('ol', { class: 'ck-bands', 'aria-label': words.bands });
  const errors = h('p', { class: 'ck-refusal', role: 'alert' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const table = h('table', {});
  const legend = h('ul', { class: 'ck-curves' });
  const details = h('details', { class: 'ck-table' }, h('summary', {}, words.table),
    h('div', { class: 'ck-scroll', tabindex: '0', role: 'region', 'aria-label': words.table }, table));
  const plot = h('div', { class: 'ck-plot', role: 'img' });

  const send = () => {
    if (asked === null || answered < turn) return;
    turn += 1;
    hold.send({ do: 'set', values: asked, turn });
    asked = null;
  };
  const panel = controls(spec, hold.state.values, values => {
    asked = values;
    send();
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED);
  });
  const settle = () => {
    clearTimeout(timer);
    if (timer === null) return;
    timer = null;
    hold.send({ do: 'settled' });
  };
  const leave = () => settle();
  window.addEventListener('pagehide', leave);

  el.append(
    h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title),
      h('span', { class: `ck-badge ck-${spec.kind}`, title: spec.kind_help }, spec.kind_word)),
    panel.node, errors, plot, legend, finding, bands, notes,
    details,
    h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-again', onclick: () => { timer = 1; panel.reset(spec.start); } }, words.reset)),
    notice);

  const picture = chart(plot, legend, hold);
  const writeBands = all => {
    bands.hidden = !all.length;
    bands.replaceChildren(...all.map(band => h('li', { class: `ck-band ck-${band.code}` },
      h('span', { class: 'ck-mark' }, `${band.mark} ${band.verdict}`), ' ', h('a', { href: `#${band.claim}` }, band.label), ': ', band.why)));
  };
  const writeTable = () => rewrite('rows', [hold.state.finding, ...hold.state.rows], ([finding, head, ...rows]) => table.replaceChildren(
    h('caption', {}, finding), h('thead', {}, h('tr', {}, head.map(cell => h('th', { scope: 'col' }, cell)))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, n) => h(n ? 'td' : 'th', n ? {} : { scope: 'row' }, cell)))))));
  details.addEventListener('toggle', () => { if (details.open) writeTable(); });

  const changed = {}; // what was last written where: only what differs is written again
  const rewrite = (name, value, write) => {
    const now = JSON.stringify(value);
    if (changed[name] === now) return;
    changed[name] = now;
    write(value);
  };

  function draw() {
    const { state } = hold;
    picture.draw(); // first: the eye is on the curve
    answered = Math.max(answered, state.turn ?? 0);
    if (answered > turn) turn = answered;
    errors.textContent = (state.errors ?? []).join(' ');
    notice.textContent = state.notice ?? '';
    if (answered === turn && asked === null && !panel.busy()) panel.show(state.values);
    if (finding.textContent !== state.finding) finding.textContent = state.finding;
    plot.setAttribute('aria-label', state.finding);
    rewrite('notes', state.notes, all => notes.replaceChildren(...all.map(note => h('li', {}, note))));
    rewrite('bands', state.bands.map(({ claim, code, mark, verdict, label, why }) => ({ claim, code, mark, verdict, label, why })), writeBands);
    if (details.open) writeTable();
    send();
  }
  draw();
  draw.stop = () => { window.removeEventListener('pagehide', leave); clearTimeout(timer); picture.stop(); };
  return draw;
}
