// What is said once an answer is judged: how it went, why, what it rests on, and where to go from there.
import { h } from './dom.js';

export function verdict(item, { words, again, showing, next }) {
  const told = item.verdict;
  return h('div', { class: `ck-verdict ck-${told.kind}`, tabindex: '-1' },
    h('p', { class: 'ck-headline' }, h('span', { 'aria-hidden': 'true' }, `${told.mark} `), told.headline),
    told.said && h('p', { class: told.misconception ? 'ck-misconception' : 'ck-hint' }, told.said),
    told.why && h('p', {}, told.why),
    told.safety && h('p', { class: 'ck-safety' }, told.safety), told.older && h('p', { class: 'ck-hint' }, told.older),
    told.claims?.length > 0 && h('p', { class: 'ck-rests' }, words.rests, ' ', told.claims.flatMap((claim, n) =>
      [n ? ', ' : '', h('a', { href: `#${claim}` }, claim)])),
    h('p', { class: 'ck-buttons' },
      item.show && h('button', { type: 'button', class: 'ck-show', 'aria-expanded': String(showing.open), onclick: showing.toggle }, showing.open ? words.hide : words.show),
      again && h('button', { type: 'button', class: 'ck-again', onclick: again }, words.again),
      next && h('button', { type: 'button', class: 'ck-primary ck-following', onclick: next }, words.next)));
}
