// The course bar: where one is, the way on, search, progress, "something is wrong here", and what the lesson is doing.
import { lessonUrl, loadProgress, sendNote, travel } from './api.js';
import { dialog, h } from '../../../../coursekit/js/dom.js';
import { openStatement } from './statements.js';

export function courseBar({ page, lesson, path, panel, shared, deck }) {
  const { words } = page;
  const ready = page.lessons.filter(entry => entry.ready);
  const at = ready.findIndex(entry => entry.id === lesson?.id);
  const status = h('p', { class: 'ck-status', role: 'status' });
  const question = h('div', { class: 'ck-question', hidden: true });
  const progress = h('span', { class: 'ck-progress' });

  const goTo = entry => async event => {
    if (event?.metaKey || event?.ctrlKey || event?.shiftKey) return; // a new tab leaves this lesson open
    event?.preventDefault();
    await travel(path, entry.id);
  };
  const link = (entry, label, symbol, className) => entry
    ? h('a', { class: className, href: lessonUrl(entry.id), title: `${label}: ${entry.title}`, onclick: goTo(entry) },
      h('span', { 'aria-hidden': 'true' }, symbol), h('span', { class: 'ck-label' }, label))
    : h('span', { class: `${className} ck-none` }, h('span', { 'aria-hidden': 'true' }, symbol), h('span', { class: 'ck-label' }, label));

  const door = (id, ...inside) => {
    const entry = page.pages.find(each => each.id === id);
    return entry && (lesson === entry
      ? h('span', { class: `ck-door ck-${id}`, 'aria-current': 'page' }, ...inside)
      : h('a', { class: `ck-door ck-${id}`, href: lessonUrl(id), onclick: goTo(entry) }, ...inside));
  };
  const reviewText = h('span', {}, words.review);

  const notesOn = () => panel.hasClass('ck-notes-shown');
  const notes = h('button', {
    type: 'button', class: 'ck-notes-button', 'aria-pressed': 'false',
    onclick: () => { panel.toggleClass('ck-notes-shown'); notes.setAttribute('aria-pressed', String(notesOn())); },
  }, words.notes);

  const present = async (minutes, from) => {
    const trouble = await deck.start(minutes, from);
    if (trouble) status.textContent = trouble;
  };
  const stage = deck && h('button', { type: 'button', class: 'ck-present', onclick: () => chooseTalk(page, present) },
    h('span', { 'aria-hidden': 'true' }, '▷'), h('span', { class: 'ck-label' }, page.deck.words.present));

  const inner = h('div', { class: 'ck-bar-inner' },
    h('div', { class: 'ck-bar-row' },
      link(ready[at - 1], words.previous, '←', 'ck-previous'),
      link(ready[0], words.home, '⌂', 'ck-home'),
      h('span', { class: 'ck-title' }, [lesson?.number, lesson?.title ?? words.course].filter(Boolean).join(' ')),
      progress,
      door('patients', words.patients),
      door('review', reviewText),
      h('button', { type: 'button', class: 'ck-search', onclick: () => search({ page, goTo }) },
        h('span', { 'aria-hidden': 'true' }, '⌕'), h('span', { class: 'ck-label' }, words.search)),
      hasNotes(panel) && notes,
      stage,
      h('button', { type: 'button', class: 'ck-wrong', onclick: () => somethingIsWrong({ words, lesson, panel }) },
        h('span', { 'aria-hidden': 'true' }, '⚑'), h('span', { class: 'ck-label' }, words.wrong)),
      link(at < 0 ? undefined : ready[at + 1], words.next, '→', 'ck-next')),
    question, status);
  const nav = h('nav', { class: 'ck-bar', 'aria-label': words.course }, inner);

  tagNotes(panel);
  const refresh = () => loadProgress().then(all => {
    const mine = all.lessons[lesson?.id];
    progress.textContent = mine?.total ? words.progress.replace('{done}', mine.done).replace('{total}', mine.total) : '';
    reviewText.textContent = all.review.due ? words.review_due.replace('{due}', all.review.due) : words.review;
  }).catch(() => {});
  window.addEventListener('coursekit:recorded', refresh);

  return {
    async attach() {
      const { Widget } = await shared('@lumino/widgets');
      const widget = new Widget({ node: nav });
      panel.contentHeader.addWidget(widget);
      // Lumino gives a widget the height of its min-height: the bar's follows its text and the window's width.
      new ResizeObserver(() => {
        nav.style.minHeight = `${inner.offsetHeight}px`;
        panel.contentHeader.fit();
      }).observe(inner);
      refresh();
    },
    present,
    say(text) { status.textContent = text; nav.classList.remove('ck-alive'); },
    alive() {
      status.textContent = words.alive;
      nav.classList.add('ck-alive');
      refresh();
      setTimeout(() => { if (status.textContent === words.alive) status.textContent = ''; }, 4000);
    },
    ask(text, yes, no) {
      return new Promise(answer => {
        const choose = value => () => { question.hidden = true; question.replaceChildren(); answer(value); };
        question.replaceChildren(h('p', {}, text),
          h('button', { type: 'button', onclick: choose(true) }, yes),
          h('button', { type: 'button', onclick: choose(false) }, no));
        question.hidden = false;
        status.textContent = '';
      });
    },
  };
}

function hasNotes(panel) { return panel.content.widgets.some(cell => tags(cell).includes('notes')); }
function tags(cell) { return cell.model.getMetadata('tags') ?? []; }
function tagNotes(panel) {
  for (const cell of panel.content.widgets) if (tags(cell).includes('notes')) cell.addClass('ck-notes');
}

function chooseTalk(page, present) {
  const { words, talks } = page.deck;
  const node = dialog(words.choose, page.words.close, h('p', {}, words.about), h('p', { class: 'ck-buttons' },
    talks.map(minutes => h('button', { type: 'button', onclick: () => { node.close(); present(minutes); } }, words.talk.replace('{minutes}', minutes)))));
}

function search({ page, goTo }) {
  const { words } = page;
  const list = h('ul', { class: 'ck-results', id: 'ck-results' });
  const count = h('p', { role: 'status', class: 'ck-count' });
  const input = h('input', { type: 'text', role: 'searchbox', 'aria-label': words.search_label, placeholder: words.search_label, 'aria-controls': 'ck-results' });
  const node = dialog(words.search, words.close, input, count, list);
  const open = entry => () => {
    node.close();
    if (entry.kind === 'lesson') goTo(entry)();
    else openStatement(page, entry.link);
  };
  const show = () => {
    const asked = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = asked.length
      ? page.search.filter(entry => asked.every(word => entry.haystack.includes(word))).slice(0, 40) : [];
    list.replaceChildren(...found.map(entry => h('li', {},
      h('button', { type: 'button', onclick: open(entry) },
        h('span', { class: 'ck-kind' }, entry.kind_word), ' ', h('strong', {}, entry.title), h('span', { class: 'ck-found' }, entry.text)))));
    count.textContent = asked.length ? words.found.replace('{count}', found.length) : '';
  };
  input.addEventListener('input', show);
  input.focus();
}

// Where the reader is: the lesson's cell nearest to the top of the window.
function placeInLesson(panel) {
  const top = panel.content.node.getBoundingClientRect().top;
  const cell = panel.content.widgets.find(entry => entry.node.getBoundingClientRect().bottom > top + 80);
  return cell?.model.sharedModel.getId() ?? '';
}

function somethingIsWrong({ words, lesson, panel }) {
  const cell = placeInLesson(panel);
  const text = h('textarea', { rows: '5', 'aria-label': words.wrong_label, required: true, maxlength: '4000' });
  const said = h('p', { role: 'status' });
  const form = h('form', { method: 'dialog' }, h('p', {}, words.wrong_help), text, said,
    h('button', { type: 'submit' }, words.wrong_send));
  const node = dialog(words.wrong, words.close, form);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      const answer = await sendNote({ text: text.value, lesson: lesson?.id ?? '', cell });
      if (answer.kept) {
        form.replaceChildren(h('p', { role: 'status' }, words.wrong_kept));
        setTimeout(() => node.close(), 2500);
      } else said.textContent = answer.message; // the text stays in the box
    } catch { said.textContent = words.wrong_failed; }
  });
  text.focus();
}
