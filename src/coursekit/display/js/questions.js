// Questions on a card: one at a time, with a map of all; a lesson's self-check, a guess, an exam, a review, a free choice.
import { chooser } from './chooser.js';
import { choosing } from './choosing.js';
import { committing } from './committing.js';
import { h } from './dom.js';
import { ordering } from './ordering.js';
import { placing } from './placing.js';
import { showing } from './showing.js';
import { clock, finishing, reporting } from './sitting.js';
import { typing } from './typing.js';
import { verdict } from './verdict.js';

const byKind = { single: choosing, multiple: choosing, numeric: typing, predict: typing, fill_in: typing, match: placing, classify: placing, order: ordering };

export function questions(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  let at = 0;
  let session = null; // the run of questions on the card: a new one begins at its first open question
  let shown = null; // the item as drawn, so that only a real change draws again and a half-made answer is never lost
  let waiting = null; // the question whose answer is on its way
  let face = null;
  const drafts = new Map(); // half-made answers of questions that were left
  const status = h('p', { class: 'ck-said', role: 'status' });
  const title = h('h3', { tabindex: '-1' });
  const intro = h('div', { class: 'ck-intro' });
  const map = h('ol', { class: 'ck-map', 'aria-label': words.map });
  const body = h('div', { class: 'ck-item' });
  const actions = h('p', { class: 'ck-buttons ck-actions' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const why = showing(hold);
  const time = clock(words);
  const report = reporting();
  const send = message => { status.textContent = ''; hold.send(message); };
  const choice = chooser({ words, begin: what => send({ do: 'begin', ...what }) });
  const end = finishing({ words, finish: () => send({ do: 'finish' }) });
  el.append(h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), title, time.node),
    intro, choice.node, report.node, map, body, status, why.node, end.node, actions, notice);

  const all = () => hold.state.items;
  const keep = () => { if (face && !all()[at]?.verdict) drafts.set(all()[at].id, face.answer()); };
  const go = index => {
    keep();
    at = index;
    shown = null;
    status.textContent = '';
    draw();
    body.querySelector('.ck-stem')?.focus();
  };

  function drawMap() {
    map.hidden = all().length < 2;
    if (map.hidden) return;
    map.replaceChildren(...all().map((item, index) => {
      const told = item.verdict ?? (item.held && words.held);
      const label = [words.question.replace('{number}', index + 1), told?.word].filter(Boolean).join(', ');
      return h('li', {}, h('button', {
        type: 'button', 'aria-label': label, 'aria-current': index === at ? 'step' : undefined,
        class: item.verdict ? `ck-${item.verdict.kind}` : '', onclick: () => go(index),
      }, String(index + 1), told && h('span', { 'aria-hidden': 'true' }, ` ${told.mark}`)));
    }));
  }

  function commit(confidence) {
    if (waiting) return;
    const item = all()[at];
    waiting = item.id;
    send({ do: 'answer', item: item.id, answer: face.answer(), confidence });
  }

  function drawItem(item) {
    const given = item.verdict ? item.verdict.answer : drafts.get(item.id) ?? item.held?.answer;
    const onEnter = () => { if (item.kind === 'predict') commit(null); else body.querySelector('.ck-check').focus(); };
    const own = `${id}-${item.id}`;
    const chart = { open: why.isOpen(item), toggle: () => why.toggle(item) };
    face = byKind[item.kind](item, { id: own, words, given, onEnter, announce: text => { status.textContent = text; } });
    body.replaceChildren(face.node, item.verdict
      ? verdict(item, {
        words,
        again: item.again && (() => { drafts.delete(item.id); send({ do: 'again', item: item.id }); }),
        showing: chart,
        next: at < all().length - 1 && (() => go(at + 1)),
      })
      : committing(item, { id: own, words, levels: spec.confidence, commit, showing: chart, held: Boolean(hold.state.sitting) }));
  }

  const write = (node, texts) => {
    if (node.dataset.texts === JSON.stringify(texts)) return;
    node.dataset.texts = JSON.stringify(texts);
    node.replaceChildren(...texts.map(each => h('p', {}, typeof each === 'string' ? each : [each.text, ' ', h('a', { href: each.href }, each.link)])));
  };

  function drawAround() {
    const { state } = hold;
    title.textContent = state.title ?? spec.title;
    title.hidden = !title.textContent;
    write(intro, state.intro ?? []);
    notice.textContent = state.notice ?? '';
    choice.show(state.chooser);
    time.show(state.sitting);
    end.show(state.sitting);
    report.show(state.report, state.after);
    const offered = JSON.stringify(state.actions ?? []);
    if (actions.dataset.offered === offered) return;
    actions.dataset.offered = offered;
    actions.replaceChildren(...(state.actions ?? []).map(({ what, text, main }) => h('button', {
      type: 'button', class: main ? 'ck-primary' : '', 'data-what': what, onclick: () => send({ do: what }),
    }, text)));
  }

  // After an answer that an exam keeps: on to the next question without one, or to the end.
  function follow(item) {
    const open = [...all().keys()].map(n => (at + 1 + n) % all().length).find(n => !all()[n].held);
    if (open === undefined) end.focus(); else go(open);
    status.textContent = words.kept.replace('{number}', all().indexOf(item) + 1);
  }

  function draw() {
    const moved = session !== null && session !== (hold.state.session ?? '');
    if (session !== (hold.state.session ?? '')) {
      session = hold.state.session ?? '';
      at = Math.max(0, all().findIndex(item => !item.verdict && !item.held));
      shown = face = null;
      drafts.clear();
    }
    drawAround();
    drawMap();
    const item = all()[at];
    if (!item) {
      face = shown = null;
      body.replaceChildren();
      why.draw(null);
      if (moved) title.focus();
      return;
    }
    const { refusal, ...rest } = item;
    status.classList.toggle('ck-refused', Boolean(refusal));
    if (refusal) status.textContent = refusal;
    const now = JSON.stringify([rest, why.isOpen(item)]);
    const before = shown && JSON.parse(shown)[0];
    if (now !== shown) {
      const onButton = document.activeElement?.classList.contains('ck-show') && body.contains(document.activeElement);
      if (before?.id === item.id && !before.verdict && !item.verdict) keep(); // only the chart was opened or closed
      shown = now;
      drawItem(item);
      if (onButton) body.querySelector('.ck-show')?.focus();
    }
    why.draw(item);
    if (moved) (hold.state.report ? report.node : body.querySelector('.ck-stem')).focus();
    else if (before && !before.verdict && item.verdict) {
      status.textContent = item.verdict.headline;
      body.querySelector('.ck-verdict').focus();
    } else if (before?.verdict && !item.verdict) body.querySelector('.ck-stem').focus();
  }

  draw();
  let answered = 0;
  const redraw = () => {
    const sent = waiting && all().find(item => item.id === waiting);
    waiting = null;
    draw();
    if (sent?.held && !sent.verdict && !sent.refusal && all()[at] === sent) follow(sent);
  };
  redraw.panel = () => { draw(); };
  redraw.recorded = () => {
    const now = all().filter(item => item.verdict).length;
    const more = now !== answered;
    answered = now;
    return more;
  };
  redraw.recorded();
  redraw.stop = () => { time.stop(); why.close(); };
  return redraw;
}
