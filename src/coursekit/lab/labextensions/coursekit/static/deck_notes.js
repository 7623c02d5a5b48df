// The lecturer's own window: notes, the next slide, the clock, and how the time used compares with the plan.
import { h } from '../../../../coursekit/js/dom.js';

const TICK = 1000;
const ON_TIME = 0.75; // minutes either way

export class NotesWindow {
  constructor(deck) { this.deck = deck; }

  open() {
    const { deck } = this;
    if (this.window && !this.window.closed) { this.window.focus(); return; }
    this.window = window.open('', 'ck-notes', 'popup,width=900,height=720');
    if (!this.window) { deck.chrome.tell(deck.words.popup_blocked); return; }
    const { document: paper } = this.window;
    paper.documentElement.lang = document.documentElement.lang;
    paper.title = deck.words.notes;
    paper.head.replaceChildren(...[...document.querySelectorAll('link[rel=stylesheet], style')].map(each => each.cloneNode(true)),
      h('base', { target: '_blank' }));
    paper.body.className = 'ck-notes-window';
    paper.body.dataset.jpThemeLight = document.body.dataset.jpThemeLight ?? 'true';
    this.part = { place: h('h1', {}), clock: h('dd', {}), elapsed: h('dd', {}), planned: h('dd', {}), state: h('p', { role: 'status' }), notes: h('div', { class: 'ck-speaker' }), next: h('section', { class: 'ck-next-slide' }) };
    const { part } = this;
    const { words } = deck;
    const press = (label, act) => h('button', { type: 'button', onclick: event => { event.currentTarget.blur(); act(); } }, label);
    paper.body.replaceChildren(
      h('header', {}, part.place, h('p', { class: 'ck-buttons' }, press(words.back, () => deck.back()), press(words.onward, () => deck.on()), press(words.black, () => deck.chrome.black()), press(words.start_clock, () => deck.restartClock()))),
      h('dl', { class: 'ck-times' }, [['clock', part.clock], ['elapsed', part.elapsed], ['planned', part.planned]].map(([name, node]) => h('div', {}, h('dt', {}, words[name]), node))),
      part.state, h('main', {}, part.notes, part.next));
    deck.listen(this.window);
    this.window.addEventListener('pagehide', () => this.stop());
    this.gone = () => this.close();
    window.addEventListener('pagehide', this.gone);
    this.timer = setInterval(() => this.tick(), TICK);
    this.show();
  }

  show() {
    if (!this.window || this.window.closed) return;
    const { deck, part } = this;
    const cells = deck.cells;
    const copies = (ids, of) => ids.flatMap(id => [...cells.get(id).node.querySelectorAll(of)]).map(node => node.cloneNode(true));
    part.place.textContent = deck.say('slide', { at: deck.at + 1, all: deck.slides.length, title: deck.slide.title });
    const notes = copies(deck.slide.notes, '.jp-RenderedMarkdown');
    part.notes.replaceChildren(...(notes.length ? notes : [h('p', { class: 'ck-hint' }, deck.words.no_notes)]));
    const next = deck.slides[deck.at + 1];
    const picture = next && h('div', { class: 'ck-next-picture', inert: true, 'aria-hidden': 'true' }, copies(next.steps.flat(), '.jp-RenderedMarkdown, .ck-card'));
    part.next.replaceChildren(h('h2', {}, next ? deck.say('next', { title: next.title }) : deck.words.last), ...(picture ? [picture] : []));
    this.tick();
  }

  tick() {
    const { deck, part } = this;
    const used = (Date.now() - deck.began) / 60000;
    const before = deck.slides[deck.at - 1]?.until_minute ?? 0;
    const planned = deck.slide.until_minute;
    const late = used > planned ? used - planned : used < before ? used - before : 0;
    part.clock.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    part.elapsed.textContent = clock(used);
    part.planned.textContent = `${clock(before)} – ${clock(planned)}`;
    const state = Math.abs(late) < ON_TIME ? 'on_time' : late > 0 ? 'behind' : 'ahead';
    part.state.className = `ck-time-${state}`;
    const told = deck.say(state, { minutes: Math.abs(late).toFixed(0) });
    if (part.state.textContent !== told) part.state.textContent = told;
  }

  stop() { clearInterval(this.timer); }

  close() {
    this.stop();
    window.removeEventListener('pagehide', this.gone);
    this.window?.close();
    this.window = null;
  }
}

const clock = minutes => `${Math.floor(minutes)}:${String(Math.floor((minutes % 1) * 60)).padStart(2, '0')}`;
