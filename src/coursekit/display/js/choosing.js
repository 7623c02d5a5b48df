// One or several of a few options: native radios or checkboxes.
import { because, h, marked, stem } from './dom.js';

export function choosing(item, { id, given }) {
  const kind = item.kind === 'single' ? 'radio' : 'checkbox';
  const chosen = [given ?? []].flat();
  const node = h('fieldset', { class: 'ck-options' }, stem('legend', item), item.hint && !item.verdict && h('p', { class: 'ck-hint' }, item.hint),
    item.options.map(option => {
      const told = item.verdict?.explanations[option.id];
      const input = h('input', {
        type: kind, name: id, value: option.id, id: `${id}-${option.id}`, checked: chosen.includes(option.id),
        disabled: Boolean(item.verdict), 'aria-describedby': told ? `${id}-${option.id}-why` : undefined,
      });
      return h('div', { class: `ck-option ${told ? `ck-${told.kind}` : ''}` },
        h('label', { for: input.id }, input, h('span', {}, option.text), marked(told)), because(told, `${id}-${option.id}-why`));
    }));
  const picked = () => [...node.querySelectorAll('input:checked')].map(input => input.value);
  return { node, answer: () => (kind === 'radio' ? picked()[0] ?? '' : picked()) };
}
