'use strict';
// What a phone does in the room: joins with a random name of its own, votes, and shows what it is told. Text is only ever set as text.
const { known, words } = JSON.parse(document.getElementById('words').textContent);
const main = document.getElementById('room');
const status = document.getElementById('status');
const say = (key, given = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => given[name]);
const code = location.pathname.slice(1).toUpperCase();

function h(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(2).filter(child => child || child === 0));
  return node;
}

// The name under which this phone votes: random, for this room alone; without storage it lasts as long as the page.
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
function name() {
  const key = `room-${code}`;
  try {
    if (!localStorage.getItem(key)) localStorage.setItem(key, random());
    return localStorage.getItem(key);
  } catch {
    return (globalThis.ownName ??= random());
  }
}

let socket = null;
let tries = 0;
let state = null;
let over = false;
let again = 0; // the timer of the next try
let sent = 0; // number of the last vote that was sent
let kept = null; // the last vote that the room has acknowledged, as JSON
let draft = null; // what is chosen and not sent yet
let unsent = null; // a vote that is on its way
let ends = 0;
let opened = 0;

function tell(text, warn = false) {
  if (status.textContent !== text) status.textContent = text;
  status.className = warn ? 'warn' : '';
}

function connect() {
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/${code}`);
  socket.onopen = () => socket.send(JSON.stringify({ do: 'hello', phone: name() }));
  socket.onmessage = event => hear(JSON.parse(event.data));
  socket.onclose = event => {
    if (event.code === 4410) { over = true; finish(); return; }
    tell(say(tries > 5 ? 'still_away' : 'away'), true);
    // Not all at once: a hall of phones that lost the server together would knock it over together.
    const wait = Math.min(8000, 300 * 1.6 ** tries) * (0.5 + Math.random());
    tries += 1;
    clearTimeout(again);
    again = setTimeout(connect, wait);
  };
}

function hear(told) {
  if ('ack' in told) {
    if (told.ack === sent) { kept = unsent; unsent = null; voted(); }
  } else if ('refused' in told) {
    if (told.n === sent) unsent = null;
    tell(say(`refused.${told.refused}`), true);
  } else {
    arrived(told);
  }
}

function arrived(told) {
  tries = 0;
  const before = state;
  state = { ...told, mine: told.mine ?? {} };
  const same = before && before.ballot?.id === state.ballot?.id && before.round === state.round;
  ends = state.left === null || state.left === undefined ? 0 : performance.now() + state.left * 1000;
  const mine = state.mine[state.round];
  if (told.mine) kept = mine === undefined ? null : JSON.stringify(mine);
  else if (!same) kept = null;
  if (!same) { draft = null; unsent = null; opened = performance.now(); }
  if (!(same && before.phase === state.phase && JSON.stringify(before) === JSON.stringify(state))) draw(same ? before.phase : '');
  if (unsent && state.phase === 'vote') send(JSON.parse(unsent)); // it was on its way when the connection broke
  else voted();
}

function send(answer) {
  unsent = JSON.stringify(answer);
  sent += 1;
  if (socket.readyState !== 1) { tell(say('away'), true); return; }
  tell(say('sending'));
  socket.send(JSON.stringify({ do: 'vote', ballot: state.ballot.id, round: state.round, answer, n: sent }));
}

function voted() {
  if (state.phase === 'vote') tell(say(kept === null ? 'not_yet' : 'kept'));
  else if (state.phase === 'counted') tell(say(kept === null ? 'closed_without' : 'closed'));
  else tell('');
}

const marked = () => { try { return JSON.parse(kept); } catch { return null; } };

function choosing(ballot) {
  const several = ballot.kind === 'multiple';
  const chosen = new Set([draft ?? marked() ?? []].flat());
  const change = () => {
    const now = [...main.querySelectorAll('input:checked')].map(box => box.value);
    draft = several ? now : now[0];
    if (!several) send(draft);
    else if (now.length) send(now);
  };
  const option = each => h('label', { class: 'option' },
    h('input', { type: several ? 'checkbox' : 'radio', name: 'answer', value: each.id, checked: chosen.has(each.id), onchange: change }), h('span', {}, each.text));
  const groups = [...new Set(ballot.options.map(each => each.group ?? ''))];
  return groups.map(group => h('fieldset', {}, h('legend', { class: group ? '' : 'said' }, group || ballot.stem),
    ballot.options.filter(each => (each.group ?? '') === group).map(option)));
}

function typing(ballot) {
  const box = h('input', { type: 'text', id: 'number', inputmode: 'decimal', autocomplete: 'off', maxlength: 40, value: draft ?? marked() ?? '', oninput: () => { draft = box.value; } });
  const go = event => {
    event.preventDefault();
    if (box.value.trim()) send(box.value.trim());
    else tell(say('nothing'), true);
  };
  return h('form', { onsubmit: go }, h('label', { for: 'number' }, say('number', { unit: ballot.unit ?? '' })),
    h('p', { class: 'typed' }, box, h('span', {}, ballot.unit ?? '')), h('button', {}, say('send')));
}

function placing(ballot) {
  const chosen = draft ?? marked() ?? {};
  const fields = ballot.prompts.map(prompt => [prompt.id, h('select', { onchange: () => { draft = read(); } },
    h('option', { value: '' }, say('choose')), ballot.places.map(place => h('option', { value: place.id, selected: chosen[prompt.id] === place.id }, place.text)))]);
  const read = () => Object.fromEntries(fields.map(([id, field]) => [id, field.value]).filter(([, value]) => value));
  const go = event => {
    event.preventDefault();
    const now = read();
    const values = Object.values(now);
    if (values.length < fields.length) tell(say('all_lines'), true);
    else if (ballot.distinct && new Set(values).size < values.length) tell(say('each_once'), true);
    else send(now);
  };
  return h('form', { onsubmit: go }, fields.map(([, field], n) => h('label', { class: 'prompt' }, h('span', {}, ballot.prompts[n].text), field)), h('button', {}, say('send')));
}

function bar(each, n, both) {
  const percent = Math.round(each.share * 100);
  const inner = h('b', {});
  inner.style.width = `${percent}%`;
  return h('div', { class: `bar${both ? ' both' : ''}${n ? ' two' : ''}` }, both && h('span', {}, say(n ? 'second' : 'first')), h('i', { 'aria-hidden': 'true' }, inner),
    h('span', {}, say('share', { percent, count: each.count })));
}

function result(ballot, rounds, told) {
  const both = rounds.length > 1;
  const own = new Set();
  const mine = marked();
  if (ballot.kind === 'place') Object.entries(mine ?? {}).forEach(([prompt, place]) => own.add(`${prompt}/${place}`));
  else [mine ?? []].flat().forEach(each => own.add(each));
  const lines = rounds[0].map((first, n) => {
    const line = (ballot.options ?? []).find(each => each.id === first.id);
    const right = told?.right?.includes(first.id);
    return h('li', {}, h('div', {}, first.text, ' ', right && h('span', { class: 'mark right' }, say('right')), ' ', own.has(first.id) && h('span', { class: 'mark' }, say('yours'))),
      rounds.map((round, number) => bar(round[n], number, both)), line && told?.whys?.[line.id] && h('p', { class: 'why' }, told.whys[line.id]));
  });
  if (ballot.kind !== 'place') return h('ul', { class: 'bars' }, lines);
  const size = ballot.places.length;
  return ballot.prompts.map((prompt, n) => [h('h2', {}, prompt.text), h('ul', { class: 'bars' }, lines.slice(n * size, (n + 1) * size)),
    told?.whys?.[prompt.id] && h('p', { class: 'why' }, told.whys[prompt.id])]);
}

function head() {
  const timer = h('span', { id: 'timer' });
  const part = { asked: 'think', vote: 'vote', counted: 'counted', discuss: 'discuss', shown: 'shown', told: 'told' }[state.phase];
  return h('p', { class: 'eyebrow' }, h('span', {}, say(part, { round: state.round })), timer);
}

function draw(before) {
  const { phase, ballot } = state;
  const focused = document.activeElement?.value;
  if (phase === 'waiting') { main.replaceChildren(h('h1', { tabindex: -1 }, say('waiting')), h('p', { class: 'hint' }, say('anonymous'))); return; }
  const stem = h('h1', { tabindex: -1, class: ballot.stem.length > 220 ? 'long' : '' }, ballot.stem);
  const parts = [head(), stem];
  if (phase === 'asked') parts.push(h('p', { class: 'hint' }, say('think_help')), preview(ballot));
  else if (phase === 'vote') parts.push(ballot.hint && h('p', { class: 'hint' }, ballot.hint), { number: typing, place: placing }[ballot.kind]?.(ballot) ?? choosing(ballot));
  else if (phase === 'discuss') parts.push(h('p', {}, say('discuss_help')), preview(ballot));
  else if (phase === 'counted') parts.push(preview(ballot));
  else {
    const { told } = state;
    if (told) parts.push(told.key && h('p', { class: 'mark right' }, say('key', { key: told.key })), told.why && h('p', {}, told.why), told.safety && h('p', { class: 'safety' }, told.safety));
    if (ballot.kind === 'number' && marked() !== null) parts.push(h('p', {}, say('your_number', { number: marked(), unit: ballot.unit ?? '' })));
    parts.push(result(ballot, state.rounds, told));
  }
  main.replaceChildren(...parts.flat().filter(Boolean));
  tick();
  // A new part of the round is read out from its question on; a vote in the making keeps its place.
  if (before !== phase) stem.focus({ preventScroll: before === '' });
  else if (focused) [...main.querySelectorAll('input, select')].find(each => each.value === focused)?.focus();
}

const preview = ballot => (ballot.options ?? ballot.prompts) && h('ul', {}, (ballot.options ?? ballot.prompts).map(each => h('li', {}, each.text)));

function tick() {
  const timer = document.getElementById('timer');
  if (!timer) return;
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  timer.textContent = ends ? say('left', { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, '0') }) : '';
}

function finish() {
  main.replaceChildren(h('h1', { tabindex: -1 }, say('over')), h('p', {}, say('over_help')));
  tell('');
}

function ask() {
  const box = h('input', { type: 'text', id: 'code', autocapitalize: 'characters', autocomplete: 'off', maxlength: 12 });
  const go = event => { event.preventDefault(); if (box.value.trim()) location.assign(`/${encodeURIComponent(box.value.trim().toUpperCase())}`); };
  main.replaceChildren(h('h1', {}, say('join')), code && h('p', {}, say('wrong_code', { code })),
    h('form', { onsubmit: go }, h('label', { for: 'code' }, say('code')), box, h('button', {}, say('enter'))));
}

if (known) {
  tell(say('connecting'));
  connect();
  setInterval(tick, 500);
  // A phone that was asleep tries at once when it wakes.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || over || socket.readyState < 2) return;
    clearTimeout(again);
    connect();
  });
} else {
  ask();
}
