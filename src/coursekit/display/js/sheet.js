// A card of choices above a body that Python describes.
import { h } from './dom.js';
import { grow } from './tree.js';

export function sheet(el, hold) {
  const { spec } = hold;
  const finding = h('p', { class: 'ck-finding', role: 'status' });
  const said = h('p', { class: 'ck-said', role: 'status' });
  const body = h('div', { class: 'ck-sheet-body' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const shows = {};
  let written = '';

  const set = (name, value) => hold.send({ do: 'set', values: { [name]: value } });

  function select({ name, label, options }) {
    const node = h('select', { onchange: () => set(name, node.value) }, options.map(option => h('option', { value: option.id }, option.label)));
    shows[name] = value => { node.value = value; };
    return h('label', { class: 'ck-control ck-select' }, h('span', {}, label), node);
  }

  function radios({ name, label, options }) {
    const group = `ck-${Math.random().toString(36).slice(2)}`;
    const inputs = options.map(option => h('input', { type: 'radio', name: group, value: option.id, onchange: () => set(name, option.id) }));
    shows[name] = value => inputs.forEach(input => { input.checked = input.value === value; });
    return h('fieldset', { class: 'ck-control' }, h('legend', {}, label),
      h('div', { class: 'ck-radios' }, options.map((option, n) => h('label', {}, inputs[n], h('span', {}, option.label)))));
  }

  body.addEventListener('click', event => {
    const asked = event.target.closest('[data-do]');
    if (asked) hold.send({ do: asked.dataset.do, on: asked.dataset.on });
  });

  el.append(
    h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title)),
    h('p', {}, spec.about),
    h('div', { class: 'ck-controls' }, spec.controls.map(control => (control.look === 'select' ? select(control) : radios(control)))),
    finding, said, body, notice);

  // The body is written anew; whoever had the focus in it, by name, has it again, and what was unfolded stays so.
  function write() {
    const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const unfolded = new Set([...body.querySelectorAll('details[open] > summary')].map(each => each.textContent));
    body.replaceChildren(...hold.state.body.map(node => grow(node)));
    for (const each of body.querySelectorAll('details > summary')) if (unfolded.has(each.textContent)) each.parentNode.open = true;
    if (key) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  function draw() {
    const { state } = hold;
    for (const [name, value] of Object.entries(state.values)) shows[name]?.(value);
    if (finding.textContent !== state.finding) finding.textContent = state.finding;
    if (said.textContent !== state.said) said.textContent = state.said;
    notice.textContent = state.notice ?? '';
    const now = JSON.stringify(state.body);
    if (now !== written) write();
    written = now;
  }
  draw();
  return draw;
}
