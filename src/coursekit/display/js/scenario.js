// A patient with a clock: what is known, what the monitor shows, what can be done, and in the end the debrief.
import { acting } from './acting.js';
import { charting, note } from './charting.js';
import { comparing, debriefing } from './debriefing.js';
import { h } from './dom.js';
import { monitor } from './monitor.js';

const SILENCE = 8000; // ms after which a choice that nobody answered may be made again

export function scenario(el, hold) {
  const { spec } = hold;
  const { words, about } = spec;
  let before = null; // run, number, mode and place of the last drawing
  let sent = 0; // when something was sent that is not answered yet
  const send = message => {
    if (Date.now() - sent < SILENCE) return;
    sent = Date.now();
    hold.send(message);
  };

  const patient = h('span', { class: 'ck-badge' });
  const details = h('details', { class: 'ck-about', open: true }, h('summary', {}, words['about.title']),
    h('p', {}, about.setting),
    h('ul', { class: 'ck-patient' }, about.patient.map(each => h('li', {}, h('strong', {}, each.head), each.entries.length > 0 && `: ${each.entries.join('; ')}`))),
    h('p', { class: 'ck-hint' }, words['about.objectives'], ': ', about.objectives.join(' ')), h('p', { class: 'ck-hint' }, words['about.how']));
  const banner = h('div', { class: 'ck-banner', hidden: true });
  const told = h('p', { class: 'ck-notice', role: 'status' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const clock = h('h4', { class: 'ck-scenario-clock', tabindex: '-1' });
  const flag = h('div', { class: 'ck-flag', role: 'alert', tabindex: '-1' });
  const fresh = h('div', { class: 'ck-fresh' });
  const said = h('p', { class: 'ck-said', role: 'status' });
  const signs = monitor({ words });
  const log = charting({ words });
  const choices = acting({ words, waits: spec.waits, act: (action, order) => send({ do: 'act', action, order, number: hold.state.number }) });
  const restart = restarting(words, () => send({ do: 'again' }));
  const ward = h('div', { class: 'ck-ward' }, h('section', { class: 'ck-now' }, clock, flag, fresh, said), signs.node, choices.node, log.node, restart.node);
  const after = h('div', { hidden: true });
  el.append(h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title), patient),
    about.source && h('p', { class: 'ck-ours' }, about.source), details, told, banner, ward, after, notice);

  function drawWard(state) {
    clock.textContent = state.clock;
    flag.replaceChildren(...(state.flags.length ? [h('strong', {}, `⚑ ${words['now.flag']}`), ...state.flags.map(text => h('p', {}, text))] : []));
    const calm = state.fresh.filter(each => !each.flag);
    fresh.replaceChildren(...(calm.length || state.flags.length ? calm.map(each => note(words, each)) : [h('p', {}, state.begun ? state.said : words['now.begin'])]));
    said.textContent = state.said;
    signs.draw(state, hold.data);
    log.draw(state.notes);
    choices.draw(state.offered);
    choices.refuse(state.refusal);
    restart.show(state.begun && !state.branch);
  }

  function drawBanner(branch) {
    banner.hidden = !branch;
    const now = JSON.stringify(branch ?? null);
    if (banner.dataset.shown === now) return;
    banner.dataset.shown = now;
    const button = (what, text) => h('button', { type: 'button', 'data-what': what, onclick: () => send({ do: what }) }, text);
    banner.replaceChildren(...(branch ? [h('p', {}, branch.banner), h('p', { class: 'ck-buttons' }, branch.follow && button('follow', branch.follow),
      button('compare', words['branch.compare']), button('leave', words['branch.leave']))] : []));
  }

  function draw() {
    const { state } = hold;
    const { mode } = state;
    const now = { mode, run: state.run, number: state.number, at: state.branch?.at ?? null };
    const moved = before && (now.mode !== before.mode || now.run !== before.run || now.at !== before.at);
    patient.textContent = state.patient;
    told.textContent = state.told;
    notice.textContent = state.notice ?? '';
    ward.hidden = mode !== 'ward';
    after.hidden = mode === 'ward';
    drawBanner(mode === 'ward' ? state.branch : null);
    if (!before || moved) details.open = mode === 'ward' && !state.begun;
    else if (now.number !== before.number) details.open = false;
    if (moved) choices.forget();
    if (mode === 'ward') drawWard(state);
    else if (!before || moved || now.number !== before.number) {
      after.replaceChildren((mode === 'debrief' ? debriefing : comparing)(state, hold.data, { words, send }));
    }
    // To what matters now: the red flag, else the clock with what has just happened below it.
    if (moved || (before && now.number !== before.number)) {
      const place = mode !== 'ward' ? after.querySelector('.ck-debrief-title') : state.flags.length ? flag : clock;
      place.focus({ preventScroll: true });
      (place === flag ? clock : place).scrollIntoView({ block: moved ? 'start' : 'nearest' });
    }
    before = now;
  }

  draw();
  const redraw = () => { sent = 0; draw(); };
  // The course bar and the progress card hear of a patient whose story has ended.
  let ended = hold.state.mode !== 'ward';
  redraw.recorded = () => {
    const more = !ended && hold.state.mode === 'debrief';
    ended = hold.state.mode !== 'ward';
    return more;
  };
  return redraw;
}

// Beginning again in the middle is asked twice, for the run that is left will not be finished.
function restarting(words, begin) {
  const node = h('div', { class: 'ck-finishing', hidden: true });
  const ask = sure => {
    node.replaceChildren(sure
      ? h('div', { class: 'ck-confirm', role: 'group', tabindex: '-1', 'aria-label': words['restart.ask'] }, h('p', {}, words['restart.sure']),
        h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-primary', onclick: () => { ask(false); begin(); } }, words['restart.begin']),
          h('button', { type: 'button', onclick: () => { ask(false); node.querySelector('button').focus(); } }, words['restart.keep'])))
      : h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-restart', onclick: () => { ask(true); node.querySelector('.ck-confirm').focus(); } }, words['restart.ask'])));
  };
  ask(false);
  return { node, show(may) { node.hidden = !may; } };
}
