// Steps put in order by buttons: the focus stays with the step that moves, and its new place is said aloud.
import { because, h, marked, stem } from './dom.js';

export function ordering(item, { id, words, given, announce }) {
  const known = new Map(item.options.map(option => [option.id, option]));
  const order = [given ?? []].flat().filter(step => known.has(step));
  const steps = order.length === known.size ? order : [...known.keys()];
  const list = h('ol', { class: 'ck-steps', 'aria-labelledby': `${id}-stem` });

  const row = step => {
    const { text } = known.get(step);
    const told = item.verdict?.explanations[step];
    if (told) return h('li', { class: `ck-option ck-told ck-${told.kind}` }, h('p', { class: 'ck-placed' }, h('span', {}, text), marked(told)), because(told));
    if (item.verdict) return h('li', {}, text); // came into the question after it was answered
    const button = (word, by, sign) => h('button', {
      type: 'button', class: 'ck-move', 'data-by': by, 'aria-label': word.replace('{step}', text), onclick: () => move(step, by),
    }, h('span', { 'aria-hidden': 'true' }, sign));
    return h('li', { class: 'ck-option ck-step', 'data-step': step }, h('span', { class: 'ck-step-text' }, text), button(words.up, -1, '↑'), button(words.down, 1, '↓'));
  };

  // It is the neighbour that is put elsewhere: a row that is taken out of the page would lose the focus.
  function move(step, by) {
    const here = list.querySelector(`[data-step="${step}"]`);
    const beside = by < 0 ? here.previousElementSibling : here.nextElementSibling;
    if (beside) {
      if (by < 0) here.after(beside); else here.before(beside);
    }
    mark();
    const place = [...list.children].indexOf(here) + 1;
    announce(words.moved.replace('{step}', known.get(step).text).replace('{place}', place).replace('{count}', list.children.length));
  }

  // A button at the end of the list stays where it is, so that the focus does; it only says that it does nothing.
  function mark() {
    [...list.children].forEach((each, n, all) => each.querySelectorAll('.ck-move').forEach(button => {
      const stuck = button.dataset.by === '-1' ? n === 0 : n === all.length - 1;
      if (stuck) button.setAttribute('aria-disabled', 'true'); else button.removeAttribute('aria-disabled');
    }));
  }

  list.append(...steps.map(row));
  if (!item.verdict) mark();
  const head = stem('p', item);
  head.id = `${id}-stem`;
  const node = h('div', {}, head, item.hint && !item.verdict && h('p', { class: 'ck-hint' }, item.hint), list);
  return { node, answer: () => [...list.children].map(each => each.dataset.step) };
}
