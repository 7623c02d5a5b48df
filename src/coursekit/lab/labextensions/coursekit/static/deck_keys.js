// The keys of a talk. Inside a slider, an answer or a box the arrows belong to it; a clicker's Page keys always turn the slide.
const OWN_ARROWS = ['input', 'select', 'textarea', '[role="slider"]', '[role="radiogroup"]', '[contenteditable="true"]'].join();
const OWN_PRESS = [OWN_ARROWS, 'button', 'summary', 'a[href]'].join();

export function deckKeys(deck) {
  let typed = '';
  const turn = { PageDown: () => deck.on(), PageUp: () => deck.back() };
  const move = {
    ArrowRight: () => deck.on(), ArrowDown: () => deck.on(), ArrowLeft: () => deck.back(), ArrowUp: () => deck.back(),
    Home: () => deck.go(0), End: () => deck.go(deck.slides.length - 1),
    o: () => deck.chrome.overview(), b: () => deck.chrome.black(), '.': () => deck.chrome.black(), n: () => deck.notes.open(),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {}),
    l: () => deck.leave(), '?': () => deck.chrome.help(), '+': () => deck.resize(1.1), '=': () => deck.resize(1.1), '-': () => deck.resize(1 / 1.1),
  };
  const press = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = act => { event.preventDefault(); event.stopPropagation(); act(); };
    if (deck.chrome.isBlack()) { done(() => deck.chrome.black()); return; }
    const { target } = event;
    const inside = selector => Boolean(target.closest?.(selector));
    if (inside('dialog')) return;
    if (turn[event.key]) { done(turn[event.key]); return; }
    if (event.key === 'Escape' && inside(OWN_PRESS)) { done(() => target.blur()); return; }
    if (inside(OWN_ARROWS)) return;
    if (/^\d$/.test(event.key)) {
      if (event.key === '0' && !typed) { done(() => deck.resize(0)); return; }
      done(() => { typed += event.key; deck.chrome.tell(deck.say('typed', { number: typed })); });
      return;
    }
    if (event.key === 'Enter' && typed) {
      const number = Number(typed);
      typed = '';
      done(() => { deck.chrome.tell(''); deck.go(number - 1); });
      return;
    }
    if (event.key === ' ' && !inside(OWN_PRESS)) { done(() => (event.shiftKey ? deck.back() : deck.on())); return; }
    const act = move[event.key] ?? move[event.key.toLowerCase()];
    typed = '';
    if (act) done(act);
  };
  const windows = new Set();
  deck.listen = where => { windows.add(where); where.addEventListener('keydown', press, true); };
  deck.listen(window);
  return () => { for (const where of windows) where.removeEventListener('keydown', press, true); };
}
