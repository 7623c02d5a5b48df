// How an answer is handed in: with how sure one is, which is asked before it is judged; a guess has one button.
import { h } from './dom.js';

export function committing(item, { id, words, levels, commit, held, showing }) {
  if (item.kind === 'predict') {
    return h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-primary ck-check', onclick: () => commit(null) }, words.commit));
  }
  const chart = item.chart && h('p', { class: 'ck-buttons' }, h('button', {
    type: 'button', class: 'ck-show', 'aria-expanded': String(showing.open), onclick: showing.toggle,
  }, showing.open ? words.chart_hide : words.chart));
  return h('div', {}, chart, h('div', { class: 'ck-sure', role: 'group', 'aria-labelledby': `${id}-sure` },
    h('p', { class: 'ck-sure-ask', id: `${id}-sure` }, held ? words.how_sure_held : words.how_sure),
    h('p', { class: 'ck-buttons' }, levels.map(level => h('button', {
      type: 'button', class: 'ck-check', 'data-confidence': level.id, onclick: () => commit(level.id),
      'aria-pressed': item.held ? String(item.held.confidence === level.id) : undefined,
    }, level.text)))));
}
