// A lesson is a page, not a notebook to edit: JupyterLab's shortcuts must not see the keys pressed in it.
// Lumino ignores a key whose target carries this attribute (an attribute on a parent is not enough), and it listens on
// the document while capturing; the window comes before it.
const MARK = 'data-lm-suppress-shortcuts';
const LESSON = '.ck-lesson';

export function keepKeysToThePage() {
  const mark = event => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const inLesson = target.closest(LESSON) || (target === document.body && document.querySelector(LESSON));
    // Ctrl and Cmd combinations stay JupyterLab's and the browser's, but Ctrl+Enter would run a hidden cell.
    const browsers = (event.ctrlKey || event.metaKey) && event.key !== 'Enter';
    if (inLesson && !browsers) target.setAttribute(MARK, 'true');
    else target.removeAttribute(MARK);
  };
  window.addEventListener('keydown', mark, true);
}
