// An explorer's controls: a range with a number box beside it, radios for a choice. All native, so that a keyboard, a
// screen reader and a phone know them.
import { h } from './dom.js';

export function controls(spec, start, onChange) {
  const values = { ...start };
  const shows = {};
  const inputs = spec.inputs.map(input => (input.options ? choice(input) : slider(input)));
  const node = h('div', { class: 'ck-controls' }, inputs);
  let touched = 0;

  function set(name, value) {
    values[name] = value;
    touched = Date.now();
    onChange({ ...values });
  }

  function slider(input) {
    const id = `ck-${Math.random().toString(36).slice(2)}`;
    const range = h('input', { type: 'range', id, min: input.low, max: input.high, step: input.step, 'aria-describedby': `${id}-help` });
    const box = h('input', { type: 'number', min: input.low, max: input.high, step: input.step, inputmode: 'decimal', 'aria-label': input.box_label });
    const say = value => range.setAttribute('aria-valuetext', `${value} ${input.unit}`);
    shows[input.name] = value => { if (range.value !== String(value)) range.value = value; if (document.activeElement !== box) box.value = value; say(value); };
    range.addEventListener('input', () => { box.value = range.value; say(range.value); set(input.name, Number(range.value)); });
    box.addEventListener('input', () => { if (box.value !== '' && box.validity.badInput === false) set(input.name, Number(box.value)); });
    box.addEventListener('change', () => { if (box.value === '') box.value = range.value; });
    shows[input.name](start[input.name]);
    return h('div', { class: 'ck-control' }, h('label', { for: id }, input.label),
      h('span', { class: 'ck-pair' }, range, box, h('span', { class: 'ck-unit' }, input.unit)),
      h('p', { class: 'ck-hint', id: `${id}-help` }, input.help));
  }

  function choice(input) {
    const name = `ck-${Math.random().toString(36).slice(2)}`;
    const radios = input.options.map(option => h('input', {
      type: 'radio', name, value: option.id, id: `${name}-${option.id}`, onchange: () => set(input.name, option.id),
    }));
    shows[input.name] = value => radios.forEach(radio => { radio.checked = radio.value === value; });
    shows[input.name](start[input.name]);
    return h('fieldset', { class: 'ck-control' }, h('legend', {}, input.label),
      h('div', { class: 'ck-radios' }, radios.map((radio, n) => h('label', { for: radio.id }, radio, h('span', {}, input.options[n].label)))),
      input.help && h('p', { class: 'ck-hint' }, input.help));
  }

  return {
    node,
    show(next) { Object.assign(values, next); for (const [name, value] of Object.entries(next)) shows[name]?.(value); },
    reset(next) { this.show(next); onChange({ ...next }); },
    busy: () => Date.now() - touched < 150,
  };
}
