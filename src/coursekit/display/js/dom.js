// Small helpers to write DOM without markup strings: text is always set as text.
export function h(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (value === true) node.setAttribute(name, '');
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export function dialog(title, close, ...children) {
  const heading = h('h2', { id: `ck-dialog-${Math.random().toString(36).slice(2)}` }, title);
  const node = h('dialog', { class: 'ck-dialog', 'aria-labelledby': heading.id },
    h('header', {}, heading, h('button', { type: 'button', class: 'ck-close', onclick: () => node.close() }, close)),
    ...children);
  node.addEventListener('close', () => node.remove());
  node.addEventListener('click', event => { if (event.target === node) node.close(); });
  (document.querySelector('.ck-lesson') ?? document.body).append(node);
  node.showModal();
  return node;
}

// A question's own words: focus comes here when the question changes; a patient's story is not set in bold.
export const stem = (tag, item) => h(tag, { class: item.long ? 'ck-stem ck-long' : 'ck-stem', tabindex: '-1' }, item.stem);

// What is said of one option, step or prompt after the answer: its mark in words, and below it where it belongs and why.
export const marked = told => told && h('span', { class: 'ck-mark' }, `${told.mark} ${told.word}`);
export const because = (told, id) => told && h('div', { class: 'ck-why', id },
  told.belongs && h('p', { class: 'ck-belongs' }, told.belongs), told.why && h('p', {}, told.why));

// A page of the course's own on the server that shows the lesson: it opens beside the lesson.
export const addressOf = path => `${JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}').baseUrl ?? '/'}${path}`;
export const beside = ({ path, text }) => h('a', { href: addressOf(path), target: '_blank', rel: 'noopener' }, text);
