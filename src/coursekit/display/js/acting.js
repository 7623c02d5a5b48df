// What can be done now: real buttons by category, with native fields where an order has values, and waiting.
import { h } from './dom.js';

export function acting({ words, waits, act }) {
  const heading = h('h4', {}, words['actions.title']);
  const body = h('div', { class: 'ck-groups' });
  const node = h('section', { class: 'ck-acting' }, heading, body);
  const own = `ck-${Math.random().toString(36).slice(2)}`;
  const drafts = new Map(); // what was typed and not yet done, by action and field
  let shown = '';
  let pressed = null; // the action that was pressed last: a refusal is said there

  const send = (action, order) => {
    pressed = action;
    body.querySelectorAll('.ck-refusal').forEach(each => each.remove());
    act(action, order);
  };
  const key = (action, name) => `${action}/${name}`;
  const remember = (action, name, node) => {
    node.addEventListener('input', () => drafts.set(key(action, name), node.value));
    return node;
  };

  function field(action, each, done) {
    const id = `${own}-${action}-${each.name}`;
    const value = drafts.get(key(action, each.name)) ?? each.value ?? '';
    const hint = `${id}-range`;
    const input = each.kind === 'choice'
      ? h('select', { id }, each.value === null && h('option', { value: '' }, words['actions.choose']),
        each.options.map(option => h('option', { value: option.id, selected: option.id === value }, option.text)))
      : h('input', { id, type: 'number', min: each.low, max: each.high, step: each.step, value, inputmode: 'decimal', 'aria-describedby': hint });
    remember(action, each.name, input).addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.isComposing || each.kind === 'choice') return;
      event.preventDefault();
      done();
    });
    const read = () => (each.kind === 'choice' ? input.value : Number.isNaN(input.valueAsNumber) ? '' : input.valueAsNumber);
    return {
      read,
      name: each.name,
      node: h('span', { class: 'ck-field' }, h('label', { for: id }, each.label), ' ',
        each.kind === 'number' ? h('span', { class: 'ck-valued' }, input, ' ', h('span', { class: 'ck-unit', id: hint }, each.unit)) : input),
    };
  }

  function offer(each) {
    const fields = [];
    const done = () => send(each.id, Object.fromEntries(fields.map(one => [one.name, one.read()])));
    fields.push(...each.order.map(one => field(each.id, one, done)));
    if (!each.possible) {
      const why = `${own}-${each.id}-why`;
      return h('div', { class: 'ck-act ck-act-not', 'data-action': each.id },
        h('button', { type: 'button', 'aria-disabled': 'true', 'aria-describedby': why }, each.text),
        h('p', { class: 'ck-hint', id: why }, each.why_not));
    }
    if (!fields.length) return h('div', { class: 'ck-act', 'data-action': each.id }, h('button', { type: 'button', onclick: done }, each.text));
    return h('div', { class: 'ck-act ck-act-order', 'data-action': each.id, role: 'group', 'aria-label': each.text },
      h('p', { class: 'ck-act-text' }, each.text), fields.map(one => one.node),
      h('button', { type: 'button', 'aria-label': `${words['actions.do']}: ${each.text}`, onclick: done }, words['actions.do']));
  }

  function waiting(each) {
    const fields = each.order.map(one => field(each.id, one, () => done()));
    const done = () => send(each.id, Object.fromEntries(fields.map(one => [one.name, one.read()])));
    const named = text => ({ type: 'button', 'aria-label': `${words['actions.wait']}: ${text}` });
    return h('div', { class: 'ck-act ck-waiting', 'data-action': each.id },
      h('p', { class: 'ck-wait-buttons' }, waits.map(wait => h('button', { ...named(wait.text), 'data-minutes': wait.minutes, onclick: () => send(each.id, { minutes: wait.minutes }) }, wait.text)),
        h('button', { type: 'button', class: 'ck-until', onclick: () => send(each.id, { until: true }) }, words['actions.wait_until'])),
      h('p', { class: 'ck-wait-own' }, fields.map(one => one.node), h('button', { type: 'button', onclick: () => done() }, words['actions.wait'])));
  }

  return {
    node,
    // Draws what is offered; says whether the focus was on something that is gone.
    draw(offered) {
      const now = JSON.stringify(offered);
      if (now === shown) return;
      shown = now;
      const last = document.activeElement;
      const kept = body.contains(last) && [last.closest('.ck-act')?.dataset.action, [...(last.closest('.ck-act')?.querySelectorAll('button, input, select') ?? [])].indexOf(last)];
      body.replaceChildren(...offered.map(group => h('fieldset', { class: `ck-group ck-group-${group.category}` }, h('legend', {}, group.title),
        group.actions.map(group.category === 'wait' ? waiting : offer))));
      if (kept) body.querySelector(`.ck-act[data-action="${kept[0]}"]`)?.querySelectorAll('button, input, select')[kept[1]]?.focus();
    },
    refuse(sentence) {
      body.querySelectorAll('.ck-refusal').forEach(each => each.remove());
      const place = body.querySelector(`.ck-act[data-action="${pressed}"]`) ?? body;
      if (sentence) place.append(h('p', { class: 'ck-refusal', role: 'alert' }, sentence));
    },
    forget: () => drafts.clear(),
  };
}
