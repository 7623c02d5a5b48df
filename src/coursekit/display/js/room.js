// A question before the room, on the lecturer's screen: how to join, how many have voted, the next step, and in the end
// both votes side by side. What was voted is here only once it is shown to all.
import { charting } from './charting.js';
import { debriefing } from './debriefing.js';
import { h } from './dom.js';
import { monitor } from './monitor.js';
import { showing } from './showing.js';

export function room(el, hold) {
  const { spec } = hold;
  const send = message => hold.send(message);
  const written = {}; // what was last written where: only what differs is written again, so that focus and hands stay
  const rewrite = (name, value, write) => {
    const now = JSON.stringify(value ?? null);
    if (written[name] === now) return;
    written[name] = now;
    write(value);
  };
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  const place = h('nav', { class: 'ck-room-place' });
  const title = h('h3', {});
  const patient = spec.patient && patientOf(spec);
  const phase = h('p', { class: 'ck-room-phase', role: 'status', tabindex: '-1' });
  const timer = h('span', { class: 'ck-room-timer', role: 'timer' });
  const stem = h('p', { class: 'ck-stem' });
  const hint = h('p', { class: 'ck-hint' });
  const lines = h('div', { class: 'ck-room-lines' });
  const said = h('div', { class: 'ck-room-said' });
  const told = h('div', { class: 'ck-room-told' });
  const votes = h('p', { class: 'ck-room-votes' });
  const carry = h('div', { class: 'ck-room-carry' });
  const debrief = h('div', {});
  const steps = h('div', { class: 'ck-buttons ck-room-steps' });
  const more = h('div', { class: 'ck-room-more' });
  const hands = h('details', { class: 'ck-room-hands' });
  const refusal = h('p', { class: 'ck-refusal', role: 'alert' });
  const entrance = h('aside', { class: 'ck-room-entrance' });
  const why = showing(hold);
  el.append(h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), title, place), patient?.node ?? '',
    h('div', { class: 'ck-room-grid' }, h('div', { class: 'ck-room-main' }, h('div', { class: 'ck-room-top' }, phase, timer), stem, hint, lines, said, told,
      carry, h('div', { class: 'ck-room-bottom' }, votes, steps), more, refusal, hands), entrance), why.node, debrief);

  let ends = 0;
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    timer.textContent = ends ? hold.state.left_text.replace('{minutes}', Math.floor(left / 60)).replace('{seconds}', String(left % 60).padStart(2, '0')) : '';
  };
  const ticking = setInterval(tick, 250);

  function drawLines(all) {
    if (!all.length) { lines.replaceChildren(); return; }
    const groups = [...new Set(all.map(line => line.group))];
    lines.replaceChildren(...groups.map(group => h('div', { class: 'ck-room-group' }, group && h('h4', {}, group),
      h('ul', {}, all.filter(line => line.group === group).map(line => h('li', { class: line.right ? 'ck-room-line ck-right' : 'ck-room-line' },
        h('div', { class: 'ck-room-text' }, line.text, line.mark && h('span', { class: 'ck-mark' }, ` ${line.mark}`)),
        line.rounds.map((each, n) => h('div', { class: `ck-room-bar ck-room-bar-${n + 1}` }, each.name && h('span', { class: 'ck-room-name' }, each.name),
          h('span', { class: 'ck-room-track', 'aria-hidden': 'true' }, width(h('span', {}), each.percent)), h('span', { class: 'ck-room-share' }, each.text))),
        line.why && h('p', { class: 'ck-why' }, line.why)))))));
  }
  const width = (node, percent) => { node.style.width = `${percent}%`; return node; };

  function drawSteps(state) {
    const timed = state.steps.some(step => step.timed);
    const seconds = h('select', { id: `${id}-timer`, onchange: () => { chosen = seconds.value; } },
      state.timers.map(each => h('option', { value: each.seconds, selected: String(each.seconds) === chosen }, each.text)));
    steps.replaceChildren(...state.steps.map((step, n) => h('button', {
      type: 'button', class: n || state.carry?.length ? '' : 'ck-primary', 'data-step': step.what, onclick: () => send({ do: 'step', what: step.what, ...step.given, seconds: step.timed && Number(chosen) ? Number(chosen) : null }),
    }, step.text)), ...(timed ? [h('span', { class: 'ck-room-timer-choice' }, h('label', { for: seconds.id }, state.timer), ' ', seconds)] : []));
  }
  let chosen = '0';

  function drawHands(form) {
    hands.hidden = !form;
    if (!form) return;
    const { words } = form;
    const fields = form.options.map((option, n) => [option.id, h('input', { type: 'number', min: 0, max: 5000, step: 1, inputmode: 'numeric', id: `${id}-hands-${n}`, 'aria-label': option.label })]);
    const typed = h('input', { type: 'text', id: `${id}-numbers`, autocomplete: 'off' });
    const take = event => {
      event.preventDefault();
      if (form.kind === 'number') send({ do: 'hands', typed: typed.value });
      else send({ do: 'hands', hands: Object.fromEntries(fields.map(([name, field]) => [name, field.value === '' ? 0 : field.valueAsNumber])) });
    };
    const body = form.kind === 'place' ? [h('p', {}, words.phones_only)]
      : [h('p', { class: 'ck-hint' }, words.help), form.kind === 'number'
        ? h('p', {}, h('label', { for: typed.id }, words.numbers), ' ', typed)
        : h('ul', {}, form.options.map((option, n) => h('li', {}, fields[n][1], ' ', h('label', { for: fields[n][1].id }, option.text)))),
      h('button', { type: 'submit' }, words.take)];
    hands.replaceChildren(h('summary', {}, words.title), h('form', { onsubmit: take }, ...body));
    hands.open = form.first && form.kind !== 'place';
  }

  function drawEntrance({ join, door }) {
    if (join) {
      entrance.replaceChildren(h('h4', {}, join.title), h('img', { class: 'ck-room-qr', src: join.qr, alt: join.alt }),
        h('p', { class: 'ck-room-address' }, ...join.address.split(/(?<=\/)/).flatMap(part => [part, h('wbr')])), h('p', { class: 'ck-room-phones' }, join.phones), join.trouble && h('p', { class: 'ck-notice', role: 'alert' }, join.trouble),
        join.check && h('p', { class: 'ck-hint' }, join.check), h('p', { class: 'ck-buttons' }, h('button', { type: 'button', 'data-step': 'close_room', onclick: () => send({ do: 'close_room' }) }, join.stop)));
    } else if (door) {
      entrance.replaceChildren(h('h4', {}, door.title), h('p', { class: 'ck-hint' }, door.how),
        ...door.offers.map(offer => h('p', {}, h('button', { type: 'button', 'data-step': 'open_room', onclick: () => send({ do: 'open_room', host: offer.host, resume: offer.resume }) }, offer.text),
          h('span', { class: 'ck-hint' }, offer.help))));
    }
  }

  // What the room chose, to be carried out; where an order has values, with its fields.
  function drawCarry(all) {
    carry.replaceChildren(...(all ?? []).map((each, number) => {
      const fields = each.fields.map((one, n) => {
        const own = `${id}-carry-${number}-${n}`;
        const input = one.kind === 'choice'
          ? h('select', { id: own }, one.options.map(option => h('option', { value: option.id, selected: option.id === one.value }, option.text)))
          : h('input', { id: own, type: 'number', min: one.low, max: one.high, step: one.step, value: one.value ?? '' });
        return { name: one.name, read: () => (one.kind === 'choice' ? input.value : Number.isNaN(input.valueAsNumber) ? '' : input.valueAsNumber),
          node: h('span', { class: 'ck-field' }, h('label', { for: own }, one.label), ' ', input, one.unit && [' ', h('span', { class: 'ck-unit' }, one.unit)]) };
      });
      const go = event => { event.preventDefault(); send({ do: 'carry', option: each.option, order: Object.fromEntries(fields.map(one => [one.name, one.read()])) }); };
      return h('form', { onsubmit: go }, fields.map(one => one.node), h('button', { type: 'submit', class: 'ck-primary' }, each.text));
    }));
  }

  function drawDebrief(told) {
    if (!told) { debrief.replaceChildren(); return; }
    const before = hold.state.patient.sizes.reduce((sum, size) => sum + 2 * size, 0) * 4; // the monitor's curves come first
    const bytes = hold.data;
    debrief.replaceChildren(debriefing(told, new DataView(bytes.buffer, bytes.byteOffset + before, bytes.byteLength - before), { words: spec.patient.words, send, branches: false }));
  }

  function drawPlace(state) {
    title.textContent = state.title;
    title.hidden = !state.title;
    place.hidden = state.total < 2;
    const button = (to, text, mark) => h('button', { type: 'button', 'aria-label': text, title: text, disabled: to < 0 || to >= state.total, onclick: () => send({ do: 'go', to }) }, mark);
    place.replaceChildren(button(state.at - 1, spec.words.before, '‹'), h('span', {}, ` ${state.place} `), button(state.at + 1, spec.words.after, '›'));
  }

  function drawMore(state) {
    const open = Boolean(hold.panel.key);
    more.replaceChildren(...(state.can_show ? [h('button', { type: 'button', 'data-step': 'show', 'aria-expanded': String(open), onclick: () => send({ do: open ? 'hide' : 'show' }) }, open ? spec.words.hide_why : spec.words.show_why)] : []));
  }

  function draw() {
    const { state } = hold;
    rewrite('place', { at: state.at, place: state.place, total: state.total, title: state.title }, () => drawPlace(state));
    patient?.draw(state.patient, hold.data);
    if (phase.textContent !== state.phase_text) phase.textContent = state.phase_text;
    el.dataset.phase = state.phase;
    ends = state.left === null ? 0 : performance.now() + state.left * 1000;
    tick();
    rewrite('stem', { stem: state.stem, long: state.long, hint: state.hint }, now => {
      stem.textContent = now.stem;
      stem.className = now.long ? 'ck-stem ck-long' : 'ck-stem';
      hint.textContent = now.hint;
    });
    rewrite('lines', state.lines, drawLines);
    rewrite('carry', state.carry, drawCarry);
    rewrite('debrief', state.debrief, drawDebrief);
    rewrite('said', state.said, now => said.replaceChildren(...now.map(text => h('p', {}, text))));
    rewrite('told', state.told, now => told.replaceChildren(...(now ? [now.key && h('p', { class: 'ck-room-key' }, now.key), now.why && h('p', {}, now.why), now.safety && h('p', { class: 'ck-safety' }, now.safety)].filter(Boolean) : [])));
    if (votes.textContent !== state.votes) votes.textContent = state.votes;
    const had = steps.contains(document.activeElement);
    rewrite('steps', { steps: state.steps, carry: state.carry?.length }, () => { drawSteps(state); if (had) steps.querySelector('button')?.focus(); });
    rewrite('hands', state.hands, drawHands);
    rewrite('entrance', { join: state.join, door: state.door }, drawEntrance);
    rewrite('more', { can: state.can_show, open: Boolean(hold.panel.key) }, () => drawMore(state));
    if (refusal.textContent !== state.refusal) refusal.textContent = state.refusal;
    if (!spec.patient) why.draw({ id: state.id, verdict: state.can_show });
  }
  draw();
  draw.panel = () => { drawMore(hold.state); if (!spec.patient) why.draw({ id: hold.state.id, verdict: hold.state.can_show }); };
  draw.stop = () => { clearInterval(ticking); why.close(); };
  return draw;
}

// The patient whom the room treats: clock, red flags, what happened, monitor and chart notes, as on a learner's own card.
function patientOf(spec) {
  const { words, about } = spec.patient;
  const clock = h('h4', { class: 'ck-scenario-clock' });
  const flag = h('div', { class: 'ck-flag', role: 'alert' });
  const fresh = h('div', { class: 'ck-fresh' });
  const signs = monitor({ words });
  const log = charting({ words });
  const node = h('div', { class: 'ck-room-patient' }, h('details', { class: 'ck-about' }, h('summary', {}, words['about.title']), h('p', {}, about.setting),
    h('ul', { class: 'ck-patient' }, about.patient.map(each => h('li', {}, h('strong', {}, each.head), each.entries.length > 0 && `: ${each.entries.join('; ')}`)))),
  h('section', { class: 'ck-now' }, clock, flag, fresh), signs.node, log.node);
  return {
    node,
    draw(state, data) {
      clock.textContent = state.clock;
      flag.replaceChildren(...(state.flags.length ? [h('strong', {}, `⚑ ${words['now.flag']}`), ...state.flags.map(text => h('p', {}, text))] : []));
      fresh.replaceChildren(...state.fresh.map(text => h('p', {}, text)));
      signs.draw(state, data);
      log.draw(state.notes);
    },
  };
}
