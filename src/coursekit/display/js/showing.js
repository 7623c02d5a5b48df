// “Show me why”: the explorer itself, below the question, at the state that shows the answer; or, before the answer,
// the chart that a question cannot be answered without.
import { explorer } from './explorer.js';
import { h } from './dom.js';

export function showing(hold) {
  const node = h('div', { class: 'ck-showing', hidden: true });
  let key = null;
  let redraw = null;
  let asked = false;

  function close() {
    redraw?.stop?.();
    redraw = key = null;
    node.hidden = true;
    node.replaceChildren();
  }

  // Draws what the card has open, if it belongs to the question on the card.
  function draw(item) {
    const { panel } = hold;
    if (!panel.key || panel.item !== item?.id || !(item.verdict || item.chart)) {
      if (key) close();
      return;
    }
    if (panel.key === key) {
      redraw();
      return;
    }
    close();
    key = panel.key;
    node.hidden = false;
    redraw = explorer(node, {
      spec: panel.spec,
      get state() { return hold.panel.state; },
      get data() { return hold.data; },
      send: what => hold.send({ do: 'panel', what, turn: what.turn }),
      plotly: hold.plotly,
    });
    if (asked) node.scrollIntoView({ block: 'nearest' }); // it may open below the screen
    asked = false;
  }
  const isOpen = item => Boolean(hold.panel.key) && hold.panel.item === item.id;
  const toggle = item => {
    asked = !isOpen(item);
    hold.send({ do: asked ? 'show' : 'hide', item: item.id });
  };
  return { node, draw, close, isOpen, toggle };
}
