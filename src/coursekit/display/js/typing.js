// An answer that is typed: a number in its unit, or the word that fills a blank.
import { h, stem } from './dom.js';

export function typing(item, { id, words, given, onEnter }) {
  const number = item.kind !== 'fill_in';
  const input = h('input', {
    id, type: 'text', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', maxlength: '200', inputmode: number ? 'decimal' : undefined,
    size: number ? '10' : '24', value: given ?? '', disabled: Boolean(item.verdict), 'aria-describedby': item.hint && !item.verdict ? `${id}-hint` : undefined,
  });
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return; // Enter may still belong to a script's own way of typing
    event.preventDefault();
    onEnter();
  });
  const node = h('div', { class: 'ck-typed' }, stem('p', item), h('label', { for: id }, words.typed), input,
    item.unit && h('span', { class: 'ck-unit' }, item.unit), item.hint && !item.verdict && h('p', { class: 'ck-hint', id: `${id}-hint` }, item.hint));
  return { node, answer: () => input.value };
}
