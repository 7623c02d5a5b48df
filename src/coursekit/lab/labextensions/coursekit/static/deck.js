// A lesson as slides: the same live cells, one slide at a time. What a slide holds comes from the server (lab/deck.py).
import { loadDeck } from './api.js';
import { chrome } from './deck_chrome.js';
import { NotesWindow } from './deck_notes.js';
import { deckKeys } from './deck_keys.js';

const MEMORY = 'coursekit-deck'; // a reload in the middle of a talk comes back to its slide
const MARKS = ['ck-on-slide', 'ck-title-slide', 'ck-later', 'ck-no-place'];
const WIDE = 1040; // CSS px that a slide is laid out for; the screen's size then makes it larger
const HIGH = 620;
const LEAST = 0.68; // of the full size: a slide that is still too long scrolls
const KEEP = 0.85; // below this, steps still to come give up their place
const MOST = 1.3; // for a slide of words alone

export const remembered = lesson => {
  try {
    const found = JSON.parse(sessionStorage.getItem(MEMORY) ?? 'null');
    return found?.lesson === lesson ? found : null;
  } catch { return null; }
};

export class Deck {
  constructor({ panel, page, lesson }) {
    const { words } = page.deck;
    Object.assign(this, { panel, page, lesson, words, at: 0, step: 0, zoom: 1, open: false });
    this.say = (key, given = {}) => Object.entries(given).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key] ?? key);
  }

  get cells() { return new Map(this.panel.content.widgets.map(cell => [cell.model.sharedModel.getId(), cell])); }
  get slide() { return this.slides[this.at]; }
  get scroller() { return this.panel.content.node.querySelector('.jp-WindowedPanel-outer') ?? this.panel.content.node; }
  get sheet() { return this.panel.content.widgets[0].node.parentElement; }

  // Resolves to a sentence when there is nothing to show.
  async start(minutes, from = {}) {
    let deck;
    try {
      deck = await loadDeck(this.lesson.id, minutes);
    } catch { return this.words.not_there; }
    const here = this.cells;
    const there = ids => ids.filter(id => here.has(id));
    this.slides = deck.slides.map(slide => ({
      ...slide, notes: there(slide.notes), steps: slide.steps.map(there).filter(step => step.length),
    })).filter(slide => slide.steps.length);
    if (!this.slides.length) return this.say('no_slides', { minutes });
    Object.assign(this, { minutes, open: true, began: from.began ?? Date.now(), before: this.scroller.scrollTop });
    document.body.classList.add('ck-presenting');
    this.panel.addClass('ck-deck');
    this.chrome = chrome(this);
    this.notes = new NotesWindow(this);
    this.keys = deckKeys(this);
    this.resized = () => this.fit();
    window.addEventListener('resize', this.resized);
    // Charts and cards take their height when they come alive: the slide is fitted again.
    this.watch = new ResizeObserver(() => { cancelAnimationFrame(this.later); this.later = requestAnimationFrame(() => this.fit()); });
    const title = here.get(this.slides[0].steps[0][0]).node;
    title.dataset.title = [this.lesson.number, this.lesson.title].join(' ');
    this.go(Math.min(from.at ?? 0, this.slides.length - 1), from.step ?? 0);
    if (!deck.typed) this.chrome.tell(this.words.no_types);
    return '';
  }

  leave() {
    if (!this.open) return;
    this.open = false;
    this.keys();
    this.watch.disconnect();
    window.removeEventListener('resize', this.resized);
    this.notes.close();
    this.chrome.remove();
    for (const cell of this.panel.content.widgets) cell.node.classList.remove(...MARKS);
    Object.assign(this.sheet.style, { zoom: '', paddingTop: '' });
    this.panel.removeClass('ck-deck');
    document.body.classList.remove('ck-presenting');
    sessionStorage.removeItem(MEMORY);
    this.scroller.scrollTop = this.before;
    this.onleave?.();
  }

  go(at, step = 0) {
    const here = this.cells;
    this.at = Math.max(0, Math.min(at, this.slides.length - 1));
    this.step = Math.max(0, Math.min(step, this.slide.steps.length - 1));
    for (const cell of this.panel.content.widgets) cell.node.classList.remove(...MARKS);
    this.watch.disconnect();
    this.slide.steps.forEach((ids, n) => ids.forEach(id => {
      const { node } = here.get(id);
      node.classList.add('ck-on-slide');
      node.classList.toggle('ck-title-slide', this.at === 0 && n === 0);
      node.classList.toggle('ck-later', n > this.step);
      this.watch.observe(node);
    }));
    this.scroller.scrollTop = 0;
    this.fit();
    if (this.step) here.get(this.slide.steps[this.step][0]).node.scrollIntoView({ block: 'nearest' });
    this.chrome.show();
    this.notes.show();
    sessionStorage.setItem(MEMORY, JSON.stringify({ lesson: this.lesson.id, minutes: this.minutes, at: this.at, step: this.step, began: this.began }));
  }

  on() {
    if (this.step < this.slide.steps.length - 1) this.go(this.at, this.step + 1);
    else if (this.at < this.slides.length - 1) this.go(this.at + 1);
    else this.chrome.tell(this.words.last);
  }

  back() {
    if (this.step > 0) this.go(this.at, this.step - 1);
    else if (this.at > 0) this.go(this.at - 1, Infinity);
  }

  resize(factor) {
    this.zoom = factor ? Math.max(0.5, Math.min(this.zoom * factor, 3)) : 1;
    this.fit();
  }

  restartClock() { this.began = Date.now(); this.go(this.at, this.step); }

  // As large as the screen allows, smaller where a slide is long, larger where there are only a few words on it. Zoom lays
  // text and charts out anew, so both stay sharp. Steps still to come keep their place, unless that would cost too much size.
  fit() {
    const nodes = this.slide.steps.map(ids => ids.map(id => this.cells.get(id).node));
    const later = nodes.slice(this.step + 1).flat();
    const full = Math.min(innerWidth / WIDE, innerHeight / HIGH);
    for (const node of later) node.classList.remove('ck-no-place');
    let size = this.sizeFor(nodes.flat(), full);
    if (later.length && size < full * KEEP) {
      for (const node of later) node.classList.add('ck-no-place');
      size = this.sizeFor(nodes.slice(0, this.step + 1).flat(), full);
    }
    this.sheet.style.zoom = size * this.zoom;
    const room = this.scroller.clientHeight;
    const free = room - heightOf(nodes.flat().filter(node => !node.classList.contains('ck-no-place')));
    this.sheet.style.paddingTop = free > 0 ? `${(free / 3) / (size * this.zoom)}px` : '';
  }

  sizeFor(nodes, full) {
    const room = this.scroller.clientHeight - 16;
    const words = nodes.every(node => node.classList.contains('jp-MarkdownCell'));
    let size = words ? full * MOST : full;
    this.sheet.style.paddingTop = '';
    for (let tries = 0; tries < 6; tries += 1) {
      this.sheet.style.zoom = size;
      const needed = heightOf(nodes);
      if (needed <= room || size <= full * LEAST) break;
      size = Math.max(full * LEAST, size * Math.max(0.8, Math.sqrt(room / needed)));
    }
    return size;
  }
}

const heightOf = nodes => (nodes.length ? nodes.at(-1).getBoundingClientRect().bottom - nodes[0].getBoundingClientRect().top : 0);
