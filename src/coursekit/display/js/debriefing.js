// The debrief: what each decision was worth and why, the expert beside it, harms, branches, corrections, and the way back.
import { note } from './charting.js';
import { h } from './dom.js';
import { timeline } from './timeline.js';

const links = claims => claims.flatMap((claim, n) => [n ? ', ' : '', h('a', { href: `#${claim}` }, claim)]);
const rests = (words, claims) => claims.length > 0 && h('p', { class: 'ck-rests' }, words['debrief.rests'], ' ', links(claims));
const judged = each => h('span', { class: `ck-class ck-c-${each.code}` }, h('span', { 'aria-hidden': 'true' }, `${each.mark} `), each.word);
const wholeChart = (words, notes) => h('details', { class: 'ck-whole-chart' }, h('summary', {}, words['notes.title']), notes.map(each => note(words, each)));
const part = (title, ...inside) => h('section', { class: 'ck-part' }, h('h4', {}, title), ...inside);

export function decisions(list, { words, back }) {
  return h('ol', { class: 'ck-decisions' }, list.map(each => h('li', { class: `ck-decision ck-edge-${each.code}`, value: each.number },
    h('p', { class: 'ck-decided-what' }, h('span', { class: 'ck-note-time' }, each.time), ' ', h('strong', {}, each.text)),
    h('p', { class: 'ck-judged' }, judged(each), ', ', each.points, each.notes.map(text => ` · ${text}`)),
    h('p', {}, each.why), rests(words, each.claims),
    each.corrections.map(one => h('p', { class: 'ck-safety' }, h('a', { href: `#${one.claim}` }, one.claim), ': ', one.text)),
    back && h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-back', 'aria-label': each.back, onclick: () => back(each.index) }, words['debrief.back'])))));
}

function exported(words, text, file) {
  const box = h('textarea', { class: 'ck-run-text', readonly: true, rows: '6', 'aria-label': words['export.label'] }, text);
  const said = h('span', { role: 'status' });
  const copy = async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = words['export.copied'];
    } catch {
      said.textContent = words['export.not_copied'];
    }
  };
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    h('a', { href: url, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  return h('details', {}, h('summary', {}, words['export.open']), h('p', { class: 'ck-hint' }, words['export.hint']), box,
    h('p', { class: 'ck-buttons' }, h('button', { type: 'button', onclick: copy }, words['export.copy']),
      h('button', { type: 'button', onclick: save }, words['export.download']), said));
}

const again = (words, send) => h('p', { class: 'ck-buttons' },
  h('button', { type: 'button', class: 'ck-same', onclick: () => send({ do: 'again' }) }, words['again.same']),
  h('button', { type: 'button', class: 'ck-primary ck-another', onclick: () => send({ do: 'another' }) }, words['again.another']));

export function debriefing(state, bytes, { words, send, branches = true }) {
  const told = state.debrief;
  const harm = each => h('li', {}, h('span', { class: 'ck-note-time' }, each.time), ' ', h('strong', {}, each.text), each.word && ` (${each.word})`, '. ', each.why, ' ', h('span', { class: 'ck-rests' }, links(each.claims)));
  const missed = each => h('li', { class: 'ck-decision ck-edge-harmful' }, h('p', { class: 'ck-decided-what' }, h('strong', {}, each.text)),
    h('p', { class: 'ck-judged' }, judged(each), ', ', each.points, each.notes.map(text => ` · ${text}`)), h('p', {}, each.why), rests(words, each.claims));
  const place = each => h('li', { class: `ck-place-${each.code}` }, h('span', { 'aria-hidden': 'true' }, `${each.mark} `), h('strong', {}, each.title),
    each.end && ` (${each.end})`, ': ', each.words, each.leads && h('span', { class: 'ck-leads' }, each.leads));
  const claim = each => h('li', {}, h('a', { href: `#${each.id}` }, each.id), '. ', each.says,
    each.now && h('p', { class: each.safety ? 'ck-safety' : '' }, each.now), each.sources && h('p', { class: 'ck-sources' }, each.sources));
  const title = h('h4', { class: 'ck-debrief-title', tabindex: '-1' }, words['debrief.title']);
  return h('div', { class: 'ck-debrief' }, title,
    h('p', { class: 'ck-finding' }, h('span', { 'aria-hidden': 'true' }, `${told.end.mark} `), `${told.end.said}: ${told.end.title}`), h('p', {}, told.end.text),
    h('p', { class: 'ck-score' }, told.score), h('p', { class: 'ck-hint' }, words['debrief.judged']),
    part(words['debrief.timeline'], h('p', { class: 'ck-hint' }, words['debrief.timeline_hint']), timeline({ shown: told.timeline, bytes, sizes: state.sizes, words }), wholeChart(words, told.notes)),
    part(words['debrief.missed'], told.missed.length ? h('ul', { class: 'ck-decisions' }, told.missed.map(missed)) : h('p', {}, words['debrief.no_missed'])),
    h('div', { class: 'ck-beside' },
      part(words['debrief.decisions'], decisions(told.decisions, { words, back: branches && (index => send({ do: 'back', decision: index })) })),
      part(words['debrief.expert_path'], decisions(told.expert, { words }))),
    part(words['debrief.harms'], told.harms.length ? h('ul', {}, told.harms.map(harm)) : h('p', {}, words['debrief.no_harms'])),
    part(words['debrief.map'], h('p', { class: 'ck-hint' }, words['debrief.map_hint']), h('ul', { class: 'ck-places-map' }, told.map.map(place))),
    part(words['debrief.others'], h('ul', {}, told.others.map(each => h('li', {}, h('em', {}, each.head), '. ', each.text, each.why && h('span', { class: 'ck-leads' }, each.why))))),
    part(words['debrief.corrections'], h('ul', { class: 'ck-corrections' }, told.claims.map(claim))),
    state.file && exported(words, state.export, state.file), again(words, send));
}

export function comparing(state, bytes, { words, send }) {
  const told = state.compared;
  const button = (what, text, given = {}) => h('button', { type: 'button', onclick: () => send({ do: what, ...given }) }, text);
  return h('div', { class: 'ck-debrief' }, h('h4', { class: 'ck-debrief-title', tabindex: '-1' }, words['branch.title']), h('p', {}, told.parted),
    h('ul', {}, told.lines.map(line => h('li', {}, line))),
    timeline({ shown: told.timeline, bytes, sizes: state.sizes, words }), wholeChart(words, told.notes),
    part(words['branch.decisions'], told.decisions.length ? decisions(told.decisions, { words }) : h('p', {}, words['branch.same'])),
    told.skipped.length > 0 && part(words['branch.skipped'], h('ul', {}, told.skipped.map(text => h('li', {}, text)))),
    h('p', { class: 'ck-buttons' }, told.open && button('resume', words['branch.resume']), button('back', told.retry, { decision: told.at }),
      h('button', { type: 'button', class: 'ck-primary ck-leave', onclick: () => send({ do: 'leave' }) }, words['branch.leave'])));
}
