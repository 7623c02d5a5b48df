// A drawn patient, the order form, and what the rules say of the order. Every control is native: a keyboard, a screen
// reader and a phone know them.
import { h } from './dom.js';
import { tabular } from './tables.js';

const GIVE = 'give';

const claimLinks = (label, claims) => h('p', { class: 'ck-rests' }, `${label}: `,
  claims.flatMap((claim, n) => [n ? ', ' : '', h('a', { href: `#${claim}` }, claim)]));

// The form as a whole: what it holds is read from the page when the order is sent, so that nothing is kept twice.
function orderForm(form, words, send) {
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  const radio = option => h('label', {}, h('input', { type: 'radio', name: `${id}-decision`, value: option.id, onchange: () => open() }), h('span', {}, option.label));
  const select = field => h('p', { class: 'ck-case-field' }, h('label', { for: `${id}-${field.name}` }, field.label),
    h('select', { id: `${id}-${field.name}`, name: field.name }, h('option', { value: '' }, '–'), field.options.map(option => h('option', { value: option.id }, option.label))));
  const number = field => h('p', { class: 'ck-case-field' }, h('label', { for: `${id}-${field.name}` }, field.label),
    h('input', { type: 'text', id: `${id}-${field.name}`, name: field.name, inputmode: 'decimal', autocomplete: 'off' }));
  const boxes = group => h('fieldset', { class: 'ck-control' }, h('legend', {}, group.label), h('div', { class: 'ck-case-boxes' }, group.options.map(option => h('label', {},
    h('input', { type: 'checkbox', name: group.name, value: option.id }), h('span', {}, option.label)))));
  const refusal = h('div', { class: 'ck-refusal', role: 'alert', hidden: true });
  const part = {
    ask: h('div', { hidden: true }, select(form.ask_about)),
    not: h('div', { hidden: true }, select(form.instead)),
    give: h('div', { class: 'ck-case-give', hidden: true },
      h('fieldset', { class: 'ck-control' }, h('legend', {}, form.product.label), h('div', { class: 'ck-case-grid' }, form.product.fields.map(select))),
      h('fieldset', { class: 'ck-control' }, h('legend', {}, form.dosing.label), h('div', { class: 'ck-case-grid' }, form.dosing.fields.map(number), select(form.fluids))),
      form.sets.map(boxes)),
  };
  const button = h('button', { type: 'submit', class: 'ck-primary' }, form.order);
  const node = h('form', { class: 'ck-case-form', novalidate: true },
    h('fieldset', { class: 'ck-control' }, h('legend', {}, form.legend), h('div', { class: 'ck-case-boxes ck-case-decisions' }, form.decisions.map(radio))),
    part.ask, part.not, part.give, refusal, h('p', { class: 'ck-buttons' }, button));
  const decision = () => node.querySelector(`input[name="${id}-decision"]:checked`)?.value ?? '';
  const open = () => { for (const [name, block] of Object.entries(part)) block.hidden = name !== decision(); };

  node.addEventListener('submit', event => {
    event.preventDefault();
    const order = { decision: decision() };
    node.querySelectorAll('select, input[type=text]').forEach(each => { order[each.name] = each.value; });
    form.sets.forEach(group => { order[group.name] = [...node.querySelectorAll(`input[name=${group.name}]:checked`)].map(box => box.value); });
    send(order);
  });

  return {
    node,
    // An order that was given before is put back into the form; a new patient gets an empty one.
    fill(order) {
      node.reset();
      if (order) {
        const chosen = node.querySelector(`input[name="${id}-decision"][value="${order.decision}"]`);
        if (chosen) chosen.checked = true;
        node.querySelectorAll('select, input[type=text]').forEach(each => { if (order[each.name] !== undefined) each.value = order[each.name]; });
        form.sets.forEach(group => (order[group.name] ?? []).forEach(name => { node.querySelector(`input[name=${group.name}][value=${name}]`).checked = true; }));
      }
      open();
    },
    refuse(sentences) {
      refusal.hidden = !sentences.length;
      refusal.replaceChildren(...(sentences.length ? [h('p', {}, words.incomplete), h('ul', {}, sentences.map(sentence => h('li', {}, sentence)))] : []));
    },
    name(text) { button.textContent = text; },
  };
}

function judgementOf(told) {
  const group = each => h('section', { class: `ck-case-group ck-case-${each.rank}` },
    h('h5', {}, h('span', { 'aria-hidden': 'true' }, `${each.mark} `), `${each.title} (${each.entries.length})`),
    h('ul', {}, each.entries.map(entry => h('li', {}, h('strong', {}, entry.what), h('p', {}, entry.why), claimLinks(told.rests, entry.claims)))));
  const folded = (title, ...inside) => h('details', {}, h('summary', {}, title), inside);
  const lines = all => h('ul', {}, all.map(line => h('li', {}, line)));
  return [
    h('h4', { class: 'ck-headline', tabindex: '-1' }, told.title),
    h('p', { class: `ck-verdict ${told.harmful ? 'ck-wrong' : 'ck-right'}` }, told.headline),
    told.groups.map(group),
    told.pulls.length > 0 && h('section', { class: 'ck-case-group' }, h('h5', {}, told.pulls_title),
      h('ul', {}, told.pulls.map(pull => h('li', {}, pull.text, claimLinks(told.rests, pull.claims))))),
    told.now.length > 0 && h('details', { open: true }, h('summary', {}, told.now_title),
      h('ul', { class: 'ck-case-now' }, told.now.map(each => h('li', { class: each.safety ? 'ck-safety' : null }, h('a', { href: `#${each.claim}` }, each.claim), ': ', each.text)))),
    told.figures.length > 0 && folded(told.figures_title, lines(told.figures)),
    folded(told.yours_title, lines(told.yours)),
    folded(told.example_title, h('p', { class: 'ck-hint' }, told.example_about), lines(told.example)),
    h('p', { class: 'ck-hint' }, told.stated),
  ];
}

export function casework(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  let turn = hold.state.turn ?? 0;
  let asked = ''; // what was sent last, so that focus follows what the learner did and nothing else
  let patient = '';
  let judged = '';
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  const chart = h('div', { class: 'ck-case-chart' });
  const verdict = h('section', { class: 'ck-case-judgement', hidden: true });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const act = (what, rest) => { turn += 1; asked = what; hold.send({ do: what, turn, ...rest }); };
  const form = orderForm(spec.form, words, order => act('order', { order }));
  const level = h('select', { id: `${id}-level` }, spec.levels.map(each => h('option', { value: each.id }, each.label)));
  const next = h('p', { class: 'ck-case-next' }, h('label', { for: `${id}-level` }, words.level), level,
    h('button', { type: 'button', class: 'ck-another', onclick: () => act('another', { level: Number(level.value) }) }, words.another));

  el.append(h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title)),
    h('p', { class: 'ck-hint' }, spec.about), chart, form.node, verdict, next, notice);

  const drawPatient = shown => chart.replaceChildren(
    h('h4', { tabindex: '-1', class: 'ck-case-who' }, shown.heading), h('p', { class: 'ck-case-person' }, shown.person),
    ...shown.parts.map(part => h('div', { class: 'ck-case-part' }, h('p', { class: 'ck-voice' }, part.label),
      part.lines.length > 1 ? h('ul', {}, part.lines.map(line => h('li', {}, line))) : h('p', {}, part.lines[0]))),
    tabular(shown.table));

  function draw() {
    const { state } = hold;
    const fresh = (state.turn ?? 0) >= turn;
    notice.textContent = state.notice ?? '';
    if (state.case.key !== patient) {
      patient = state.case.key;
      drawPatient(state.case);
      level.value = state.level;
      form.fill(state.order);
      if (asked === 'another' && fresh) chart.querySelector('.ck-case-who').focus();
    }
    form.refuse(state.refusals);
    const now = JSON.stringify(state.judgement);
    if (now !== judged) {
      judged = now;
      verdict.hidden = !state.judgement;
      verdict.replaceChildren(...(state.judgement ? judgementOf(state.judgement).flat().filter(Boolean) : []));
      form.name(state.judgement ? words.again : spec.form.order);
    }
    if (asked === 'order' && fresh && state.judgement) verdict.querySelector('.ck-headline').focus();
    if (fresh) asked = '';
  }
  draw();
  return draw;
}
