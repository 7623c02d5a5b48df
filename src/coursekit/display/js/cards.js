// Chooses what draws a card. A card gets its words, its state and its curves from Python and sends back what was done.
import { explorer } from './explorer.js';
import { questions } from './questions.js';

const faces = { explorer, questions };

export function render({ model, el, plotly }) {
  const hold = {
    spec: model.get('spec'),
    get state() { return model.get('state'); },
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
  model.on('change:state', onChange);
  return () => {
    model.off('change:state', onChange);
    redraw.stop?.();
  };
}
