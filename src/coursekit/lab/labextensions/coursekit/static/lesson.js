// Makes an opened lesson alive: recognises it, dresses it as a page, runs it, keeps it running.
import { base, loadPage } from './api.js';
import { Autorun } from './autorun.js';
import { courseBar } from './bar.js';
import { Deck, remembered } from './deck.js';
import { keepKeysToThePage } from './keyboard.js';
import { explainStatements } from './statements.js';

const asked = Number(new URLSearchParams(location.search).get('ck-talk')); // JupyterLab may tidy the address soon

export async function activate(app, shared) {
  keepKeysToThePage();
  if (location.pathname.includes('/doc/')) askEarly();
  app.docRegistry.addWidgetExtension('Notebook', {
    createNew(panel, context) {
      context.ready.then(() => openLesson(app, shared, panel, context))
        .catch(error => console.error('coursekit could not open the lesson', error));
    },
  });
}

// What a lesson will need is on its way while JupyterLab still opens the notebook.
function askEarly() {
  loadPage().catch(() => {});
  addStyle();
  preload();
}

async function openLesson(app, shared, panel, context) {
  const id = context.model.getMetadata('coursekit')?.lesson;
  if (!id) return;
  panel.addClass('ck-lesson');
  dropDeadWidgets(panel);
  await addStyle();
  preload();
  leaveOutTheLaboratory(app, panel);
  const page = await loadPage();
  document.documentElement.lang = page.language;
  const lesson = [...page.lessons, ...page.pages].find(entry => entry.id === id);
  const deck = lesson?.number && new Deck({ panel, page, lesson });
  const bar = courseBar({ page, lesson, path: context.path, panel, shared, deck });
  await bar.attach();
  explainStatements({ page, root: panel.content.node, path: context.path });
  if (lesson) document.title = `${lesson.title} · ${page.words.course}`;
  const autorun = new Autorun({ shared, panel, context, page, lesson, bar });
  // Code that is not the shipped one is asked about on the bar, which the slides would cover.
  const talk = remembered(id) ?? (asked ? { minutes: asked } : null);
  if (deck && talk && autorun.isShippedCode()) bar.present(talk.minutes, talk);
  await autorun.start();
}

// Outputs saved with a widget's id but without the widget would read "model not found" until the lesson has run:
// their static face (HTML, text) is in the same output and shows once the id is gone.
function dropDeadWidgets(panel) {
  const dead = 'application/vnd.jupyter.widget-view+json';
  for (const cell of panel.content.widgets) {
    const outputs = cell.model.type === 'code' ? cell.model.outputs : null;
    const saved = outputs?.toJSON() ?? [];
    if (!saved.some(output => output.data?.[dead])) continue;
    outputs.fromJSON(saved.map(output => {
      if (!output.data?.[dead]) return output;
      const { [dead]: _, ...data } = output.data;
      return { ...output, data };
    }));
  }
}

let style;
function addStyle() {
  const sheets = [new URL('./page.css', import.meta.url).href, new URL('./deck.css', import.meta.url).href, `${base}coursekit/js/theme.css`];
  return (style ??= Promise.all(sheets.map(href => new Promise(done => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: done, onerror: done }));
  }))));
}

// The cards' code and plotly come over HTTP while the kernel still starts; widgets find them here (see display/js/loader.js).
// plotly.js is fetched at once but read by the browser only when a chart asks: reading it would hold up the page for long.
function preload() {
  if (globalThis.coursekit) return;
  const plotlyUrl = `${base}coursekit/plotly.js`;
  let plotly;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'script', href: plotlyUrl }));
  globalThis.coursekit = {
    cards: import(`${base}coursekit/js/cards.js`),
    plotly: () => (plotly ??= new Promise((done, failed) => {
      const tag = document.createElement('script');
      Object.assign(tag, { src: plotlyUrl, async: true });
      tag.onload = () => done(globalThis.Plotly);
      tag.onerror = () => failed(new Error('plotly.js did not load'));
      document.head.append(tag);
    })),
  };
}

function leaveOutTheLaboratory(app, panel) {
  panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: 'none', showHiddenCellsButton: false };
  panel.toolbar.hide();
  // JupyterLab has a dialog of its own for a dead kernel unless it believes it is showing it; the course bar says it.
  Object.defineProperty(panel, '_autorestarting', { get: () => true, set() {} });
  if (!location.pathname.includes('/doc/')) return;
  document.body.classList.add('ck-page');
  app.shell._menuHandler?.panel?.hide();
  app.shell._topHandler?.panel?.hide();
  for (const widget of app.shell.widgets('bottom')) widget.hide();
  app.shell.collapseLeft?.();
  app.shell.collapseRight?.();
  app.shell._leftHandler?.sideBar?.hide();
  app.shell._rightHandler?.sideBar?.hide();
  document.querySelector('.jp-skiplink-wrapper')?.remove();
}
