// Each of several things is given its place, by one native select for each: match, and sorting into classes.
import { because, h, marked, stem } from './dom.js';

export function placing(item, { id, words, given }) {
  const places = given && typeof given === 'object' ? given : {};
  const text = place => item.places.find(each => each.id === place)?.text ?? '';
  const choose = prompt => {
    const select = h('select', { id: `${id}-${prompt.id}`, 'data-prompt': prompt.id }, h('option', { value: '' }, words.choose),
      item.places.map(place => h('option', { value: place.id, selected: places[prompt.id] === place.id }, place.text)));
    return h('li', { class: 'ck-place' }, h('label', { for: select.id }, prompt.text), select);
  };
  const tell = (prompt, told) => h('li', { class: `ck-option ck-told ck-${told.kind}` },
    h('p', { class: 'ck-placed' }, h('strong', {}, prompt.text), h('span', { 'aria-hidden': 'true' }, ' → '), h('span', {}, text(places[prompt.id])), marked(told)),
    because(told));
  const node = h('fieldset', { class: 'ck-options' }, stem('legend', item), item.hint && !item.verdict && h('p', { class: 'ck-hint' }, item.hint),
    h('ul', { class: 'ck-places' }, item.prompts.map(prompt => {
      const told = item.verdict?.explanations[prompt.id];
      if (item.verdict && !told) return h('li', {}, prompt.text); // came into the question after it was answered
      return told ? tell(prompt, told) : choose(prompt);
    })));
  return {
    node,
    answer: () => Object.fromEntries([...node.querySelectorAll('select')].filter(each => each.value).map(each => [each.dataset.prompt, each.value])),
  };
}
