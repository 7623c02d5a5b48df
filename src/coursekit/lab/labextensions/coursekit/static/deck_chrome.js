// What stands around a slide: the bar at the foot, overview, black screen, the list of keys.
import { dialog, h } from '../../../../coursekit/js/dom.js';

export function chrome(deck) {
  const { words } = deck;
  const button = (label, symbol, act, className) => h('button', { type: 'button', class: className, title: label, 'aria-label': label, onclick: event => { event.currentTarget.blur(); act(); } },
    h('span', { 'aria-hidden': 'true' }, symbol));
  const place = h('button', { type: 'button', class: 'ck-deck-place', title: words.overview, onclick: () => overview() });
  const title = h('span', { class: 'ck-slide-title' });
  const said = h('span', { class: 'ck-slide-said', role: 'status' });
  const spoken = h('span', { class: 'ck-said', 'aria-live': 'polite' });
  const bar = h('div', { class: 'ck-deck-bar', role: 'toolbar', 'aria-label': words.toolbar },
    button(words.back, '←', () => deck.back(), 'ck-deck-back'), place, button(words.onward, '→', () => deck.on(), 'ck-deck-on'), title, said,
    button(words.smaller, '−', () => deck.resize(1 / 1.1)), button(words.larger, '+', () => deck.resize(1.1)),
    button(words.black, '■', () => black()), button(words.notes, '✎', () => deck.notes.open(), 'ck-deck-notes'),
    button(words.keys, '?', () => help()), button(words.leave, '✕', () => deck.leave(), 'ck-deck-leave'), spoken);
  const night = h('div', { class: 'ck-night', hidden: true, role: 'alert', onclick: () => black() }, h('span', { class: 'ck-said' }, words.blackened));
  document.body.append(bar, night);

  const black = () => { night.hidden = !night.hidden; };
  const help = () => dialog(words.keys, deck.page.words.close, h('ul', { class: 'ck-keys' },
    words.keys_help.split(/(?<=\.) /).map(line => h('li', {}, line))));
  function overview() {
    const node = dialog(words.overview, deck.page.words.close, h('ol', { class: 'ck-overview' }, deck.slides.map((slide, n) => h('li', {},
      h('button', { type: 'button', 'aria-current': n === deck.at ? 'true' : null, onclick: () => { node.close(); deck.go(n); } },
        h('span', { class: 'ck-number-of' }, String(n + 1)), ' ', slide.title)))));
    node.classList.add('ck-overview-dialog');
    node.querySelector('[aria-current]')?.focus();
  }

  return {
    show() {
      const given = { at: deck.at + 1, all: deck.slides.length, title: deck.slide.title };
      place.textContent = deck.say('place', given);
      title.textContent = deck.slide.title;
      spoken.textContent = deck.say('slide', given);
      said.textContent = '';
      if (document.activeElement !== document.body && !document.activeElement?.closest?.('.ck-on-slide:not(.ck-later)')) document.activeElement?.blur?.();
    },
    tell(text) { said.textContent = text; },
    isBlack: () => !night.hidden,
    black, help, overview,
    remove() { bar.remove(); night.remove(); },
  };
}
