// The chart notes: a log that grows, so that a screen reader reads only what is new.
import { h } from './dom.js';

export function note(words, each) {
  return h('p', { class: `ck-note ck-note-${each.kind}${each.flag ? ' ck-note-flag' : ''}` }, h('span', { class: 'ck-note-time' }, each.time), ' ',
    h('strong', {}, each.flag ? `⚑ ${words['notes.flag']}` : each.said), ' ', each.text);
}

export function charting({ words }) {
  const log = h('div', { class: 'ck-log', role: 'log', 'aria-live': 'polite', 'aria-label': words['notes.title'], tabindex: '0' });
  const node = h('section', { class: 'ck-notes' }, h('h4', {}, words['notes.title']), log);
  let written = [];
  return {
    node,
    draw(notes) {
      const texts = notes.map(each => JSON.stringify(each));
      const goesOn = written.every((text, n) => text === texts[n]);
      if (!goesOn) log.replaceChildren();
      notes.slice(goesOn ? written.length : 0).forEach(each => log.append(note(words, each)));
      if (texts.length !== written.length || !goesOn) log.scrollTop = log.scrollHeight;
      written = texts;
    },
  };
}
