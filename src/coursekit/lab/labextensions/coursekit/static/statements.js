// A link such as [five-fold](#pk.peak) opens what it rests on: a claim, a reference, a computed fact or a glossary term.
import { travel } from './api.js';
import { addressOf, dialog, h } from '../../../../coursekit/js/dom.js';

export function explainStatements({ page, root, path }) {
  root.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    const id = link && decodeURIComponent(link.getAttribute('href').slice(1));
    const lesson = id?.startsWith('lesson:') && [...page.lessons, ...page.pages].find(entry => entry.ready && `lesson:${entry.id}` === id);
    if (lesson && !(event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      travel(path, lesson.id);
      return;
    }
    if (id?.startsWith('print:')) { // a static card knows no address of the server that shows it
      event.preventDefault();
      window.open(addressOf(`coursekit/print/${id.slice('print:'.length)}`), '_blank', 'noopener');
      return;
    }
    if (!id || !page.statements[id]) return;
    event.preventDefault();
    event.stopPropagation();
    openStatement(page, id);
  }, true);
}

export function openStatement(page, id) {
  const entry = page.statements[id];
  if (!entry) return;
  dialog(entry.title, page.words.close,
    ...entry.parts.map(part => h('section', { class: `ck-part ${part.safety ? 'ck-safety' : ''}` },
      part.label && h('h3', {}, part.label), h('p', part.lang ? { lang: part.lang } : {}, part.text),
      part.url && h('p', {}, h('span', { class: 'ck-url' }, part.url)))));
}
