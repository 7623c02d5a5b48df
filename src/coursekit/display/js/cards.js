// Chooses what draws a card. A card gets its words, its state and its curves from Python and sends back what was done.
import { casework } from './casework.js';
import { explorer } from './explorer.js';
import { listing } from './listing.js';
import { mechanismMap } from './mechanism_map.js';
import { patients } from './patients.js';
import { progress } from './progress.js';
import { questions } from './questions.js';
import { room } from './room.js';
import { scenario } from './scenario.js';
import { sheet } from './sheet.js';

const faces = { case: casework, explorer, listing, mechanism_map: mechanismMap, patients, progress, questions, room, scenario, sheet };

export function render({ model, el, plotly }) {
  const hold = {
    spec: model.get('spec'),
    get state() { return model.get('state'); },
    get panel() { return model.get('panel'); },
    get data() { return model.get('data'); },
    send: message => model.send(message),
    plotly,
  };
  el.classList.add('ck-card', `ck-${model.get('kind')}`);
  el.setAttribute('lang', hold.spec.language);
  const redraw = faces[model.get('kind')](el, hold);
  const onChange = () => {
    redraw();
    // The course bar counts answers; a slider's moves do not change them.
    if (redraw.recorded?.()) globalThis.dispatchEvent(new CustomEvent('coursekit:recorded'));
  };
  const onPanel = () => redraw.panel?.();
  model.on('change:state', onChange);
  model.on('change:panel', onPanel);
  return () => {
    model.off('change:state', onChange);
    model.off('change:panel', onPanel);
    redraw.stop?.();
  };
}
