// The map of mechanisms: a disease and a treatment are chosen, the drawing shows what is cut; a mark opens what it rests
// on and, below the map, the explorer that shows it.
import { controls } from './controls.js';
import { drawn } from './curves.js';
import { h } from './dom.js';
import { showing } from './showing.js';
import { grow } from './tree.js';

const CHOSEN = 1200; // ms without a change before a choice is worth recording

const cited = sources => sources.flatMap(({ id, text }, n) => [n ? '; ' : '', h('a', { href: id }, text)]);

export function mechanismMap(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  let timer = null;
  let from = null; // where the reader opened the cut: closing leads back there
  const shown = {}; // what was last drawn where: only what differs is drawn again

  const choose = values => {
    hold.send({ do: 'set', values });
    clearTimeout(timer);
    timer = setTimeout(settle, CHOSEN);
  };
  const settle = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    hold.send({ do: 'settled' });
  };
  window.addEventListener('pagehide', settle);

  const disease = h('select', { id: `${id}-disease`, onchange: () => choose({ disease: disease.value }) },
    spec.diseases.map(each => h('option', { value: each.id }, each.label)));
  const treatment = controls({ inputs: [spec.treatments] }, { treatment: hold.state.treatment }, choose);
  const wide = h('div', { class: 'ck-map-wide' });
  const tall = h('div', { class: 'ck-map-tall' });
  const finding = h('p', { class: 'ck-finding', role: 'status' });
  const caution = h('div', { class: 'ck-map-caution' });
  const cuts = h('ul', { class: 'ck-map-cuts', 'aria-label': words.cuts });
  const detail = h('section', { class: 'ck-map-detail', hidden: true });
  const lists = h('div', {});
  const errors = h('p', { class: 'ck-refusal', role: 'alert' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const why = showing(hold);

  const open = (cut, node) => {
    from = node;
    hold.send({ do: 'open', cut });
  };
  const close = () => hold.send({ do: 'close' });
  const pressed = event => {
    const mark = event.target.closest?.('[data-cut]');
    if (!mark || (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    open(mark.dataset.cut, { cut: mark.dataset.cut, place: mark.closest('.ck-map-wide, .ck-map-tall').className });
  };
  for (const place of [wide, tall]) for (const what of ['click', 'keydown']) place.addEventListener(what, pressed);

  el.append(
    h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title)),
    h('p', { class: 'ck-hint' }, spec.choose),
    h('div', { class: 'ck-map-choice' }, h('p', { class: 'ck-control' }, h('label', { for: disease.id }, words.disease), disease), treatment.node),
    errors, finding,
    h('div', { class: 'ck-map-drawing' }, wide, tall),
    caution, legend(), detail, why.node, cuts,
    h('details', { class: 'ck-map-words' }, h('summary', {}, words.text), lists),
    notice);

  function legend() {
    // Beside the wide drawing there is room for it; on a phone it waits.
    return h('details', { class: 'ck-map-legend', open: matchMedia('(min-width: 760px)').matches }, h('summary', {}, words.legend), h('ul', {}, spec.legend.map(({ look, sign, text }) => h('li', {},
      sign
        ? h('span', { class: look, 'aria-hidden': 'true' }, sign)
        : drawn('svg', { class: look, viewBox: '0 0 34 10', width: 34, height: 10, 'aria-hidden': 'true' }, drawn('path', { d: 'M1 5H33' })),
      h('span', {}, text)))));
  }

  const rewrite = (name, value, write) => {
    const now = JSON.stringify(value);
    if (shown[name] === now) return;
    shown[name] = now;
    write(value);
  };

  function drawMap(all) {
    const focused = document.activeElement?.closest?.('[data-cut]');
    const place = focused?.closest('.ck-map-wide, .ck-map-tall');
    wide.replaceChildren(grow(all.wide));
    tall.replaceChildren(grow(all.tall));
    if (place) place.querySelector(`[data-cut="${focused.dataset.cut}"]`)?.focus();
  }

  const writeCuts = all => cuts.replaceChildren(...all.map(each => h('li', {},
    h('button', { type: 'button', class: `ck-of-${each.of}`, 'data-cut': each.id, onclick: event => open(each.id, { cut: each.id, place: 'ck-map-cuts' }) },
      h('span', { class: `ck-map-sign ck-kind-${each.kind} ck-stand-${each.stand} ck-of-${each.of}` }, each.mark),
      h('span', {}, each.title, ' ', h('span', { class: 'ck-map-how' }, each.how))))));

  const claim = told => h('section', { class: 'ck-map-claim' },
    h('p', { class: 'ck-voice' }, told.voice, ' · ', h('a', { href: told.id }, told.id.slice(1))), h('p', {}, told.says),
    h('p', { class: 'ck-voice' }, told.now), told.since && h('p', { class: told.safety ? 'ck-safety' : '' }, told.since),
    told.disagreements.map(each => h('p', {}, each)),
    told.sources.length > 0 && h('p', { class: 'ck-sources' }, cited(told.sources)));

  function writeDetail(told) {
    const was = !detail.hidden;
    detail.hidden = !told.id;
    if (!told.id) {
      detail.replaceChildren();
      if (was) back();
      return;
    }
    const title = h('h4', { tabindex: '-1' }, told.title);
    detail.className = `ck-map-detail ck-of-${told.of}`;
    detail.replaceChildren(
      h('div', { class: 'ck-head' }, title, h('button', { type: 'button', class: 'ck-map-close', onclick: close }, words.close)),
      h('p', {}, told.text), h('p', { class: 'ck-hint' }, told.place),
      h('p', { class: 'ck-voice' }, words.evidence, ': ', told.standing),
      h('ul', {}, told.evidence.map(each => h('li', {}, h('strong', {}, each.head), ': ', each.text, ' (', cited(each.sources), ')'))),
      h('p', { class: 'ck-voice' }, words.rests), ...told.claims.map(claim),
      h('p', { class: 'ck-voice' }, words.try));
    title.focus({ preventScroll: true });
    detail.scrollIntoView({ block: 'nearest' });
  }

  // Closing a cut leads back to where it was opened; the map may have been drawn anew since.
  function back() {
    if (from) el.querySelector(`.${from.place} [data-cut="${from.cut}"]`)?.focus();
    from = null;
  }

  const writeCaution = told => caution.replaceChildren(...(told.text ? [
    h('p', {}, h('strong', {}, told.title, ': '), told.text, ' (', cited(told.sources), ')'),
    h('p', {}, words.trials, ': ', cited(told.trials))] : []));
  const writeLists = all => lists.replaceChildren(...all.flatMap(({ title, lines }) => [h('p', { class: 'ck-voice' }, title), h('ul', {}, lines.map(line => h('li', {}, line)))]));

  function draw() {
    const { state } = hold;
    errors.textContent = state.errors.join(' ');
    notice.textContent = state.notice ?? '';
    if (disease.value !== state.disease) disease.value = state.disease;
    if (!treatment.busy()) treatment.show({ treatment: state.treatment });
    rewrite('drawn', state.drawn, drawMap);
    if (finding.textContent !== state.finding) finding.textContent = state.finding;
    rewrite('cuts', state.cuts, writeCuts);
    rewrite('caution', state.caution, writeCaution);
    rewrite('lists', state.lists, writeLists);
    rewrite('open', state.open, writeDetail);
    for (const node of el.querySelectorAll('[data-cut]')) node.setAttribute('aria-expanded', String(node.dataset.cut === state.open.id));
    panel();
  }
  const panel = () => why.draw({ id: hold.state.open.id, chart: true });
  draw();
  draw.panel = panel;
  draw.stop = () => { window.removeEventListener('pagehide', settle); clearTimeout(timer); why.close(); };
  return draw;
}
