// A quiz, or a single guess before a slider: one question at a time, answered with native controls.
import { h } from './dom.js';

export function questions(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  let at = Math.max(0, hold.state.items.findIndex(item => !item.verdict));
  let shown = null; // the item as drawn, so that only a real change draws again and a half-made answer is never lost
  let waiting = false;
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  const status = h('p', { class: 'ck-said', role: 'status' });
  const map = h('ol', { class: 'ck-map', 'aria-label': words.map });
  const body = h('div', { class: 'ck-item' });
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const single = hold.state.items.length === 1;
  el.append(h('header', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), spec.title && h('h3', {}, spec.title)),
    single ? '' : map, body, status, notice);

  const go = index => { at = index; shown = null; draw(); body.querySelector('.ck-stem')?.focus(); };

  function drawMap() {
    if (single) return;
    map.replaceChildren(...hold.state.items.map((item, index) => {
      const mark = item.verdict ? item.verdict.mark : '';
      const label = [words.question.replace('{number}', index + 1), item.verdict?.word].filter(Boolean).join(', ');
      return h('li', {}, h('button', {
        type: 'button', 'aria-label': label, 'aria-current': index === at ? 'step' : undefined,
        class: item.verdict ? `ck-${item.verdict.kind}` : '', onclick: () => go(index),
      }, String(index + 1), mark && h('span', { 'aria-hidden': 'true' }, ` ${mark}`)));
    }));
  }

  function answer() {
    const item = hold.state.items[at];
    if (!item.options) return body.querySelector('input').value;
    const chosen = [...body.querySelectorAll('input:checked')].map(input => input.value);
    return item.kind === 'single' ? chosen[0] ?? '' : chosen;
  }

  function options(item) {
    const kind = item.kind === 'single' ? 'radio' : 'checkbox';
    const given = item.verdict ? [item.verdict.answer].flat() : [];
    return h('fieldset', { class: 'ck-options' }, h('legend', { class: 'ck-stem', tabindex: '-1' }, item.stem),
      item.hint && h('p', { class: 'ck-hint' }, item.hint),
      item.options.map(option => {
        const told = item.verdict?.explanations[option.id];
        const input = h('input', {
          type: kind, name: `${id}-${item.id}`, value: option.id, id: `${id}-${item.id}-${option.id}`,
          checked: given.includes(option.id), disabled: Boolean(item.verdict),
          'aria-describedby': told ? `${id}-${item.id}-${option.id}-why` : undefined,
        });
        return h('div', { class: `ck-option ${told ? `ck-${told.kind}` : ''}` },
          h('label', { for: input.id }, input, h('span', {}, option.text), told && h('span', { class: 'ck-mark' }, `${told.mark} ${told.word}`)),
          told && h('p', { class: 'ck-why', id: `${id}-${item.id}-${option.id}-why` }, told.why));
      }));
  }

  function number(item) {
    const input = h('input', {
      id: `${id}-${item.id}`, type: 'text', inputmode: 'decimal', autocomplete: 'off', size: '10',
      value: item.verdict ? item.verdict.answer : '', disabled: Boolean(item.verdict), 'aria-describedby': `${id}-${item.id}-range`,
    });
    input.addEventListener('keydown', event => { if (event.key === 'Enter') check(); });
    return h('div', { class: 'ck-number' }, h('p', { class: 'ck-stem', tabindex: '-1' }, item.stem),
      h('label', { for: input.id }, words.number), input, h('span', { class: 'ck-unit' }, item.unit),
      h('p', { class: 'ck-hint', id: `${id}-${item.id}-range` }, item.hint));
  }

  function check() {
    if (waiting) return;
    waiting = true;
    status.textContent = '';
    hold.send({ do: 'answer', item: hold.state.items[at].id, answer: answer() });
  }

  function after(item) {
    const { verdict } = item;
    const last = at === hold.state.items.length - 1;
    return h('div', { class: `ck-verdict ck-${verdict.kind}`, tabindex: '-1' },
      h('p', { class: 'ck-headline' }, h('span', { 'aria-hidden': 'true' }, `${verdict.mark} `), verdict.headline),
      verdict.why && h('p', {}, verdict.why),
      verdict.safety && h('p', { class: 'ck-safety' }, verdict.safety), verdict.older && h('p', { class: 'ck-hint' }, verdict.older),
      verdict.claims?.length > 0 && h('p', { class: 'ck-rests' }, words.rests, ' ', verdict.claims.flatMap((claim, n) =>
        [n ? ', ' : '', h('a', { href: `#${claim}` }, claim)])),
      h('p', { class: 'ck-buttons' },
        h('button', { type: 'button', class: 'ck-again', onclick: () => { status.textContent = ''; hold.send({ do: 'again', item: item.id }); } }, words.again),
        !single && !last && h('button', { type: 'button', class: 'ck-primary', onclick: () => go(at + 1) }, words.next)));
  }

  function draw() {
    const item = hold.state.items[at];
    const { refusal, ...rest } = item;
    drawMap();
    notice.textContent = hold.state.notice ?? '';
    status.classList.toggle('ck-refused', Boolean(refusal));
    if (refusal) status.textContent = refusal;
    const now = JSON.stringify(rest);
    if (now === shown) return;
    const hadVerdict = shown !== null && !JSON.parse(shown).verdict && item.verdict;
    const hadAgain = shown !== null && JSON.parse(shown).verdict && !item.verdict;
    shown = now;
    body.replaceChildren(item.options ? options(item) : number(item),
      item.verdict ? after(item) : h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-primary ck-check', onclick: check }, words.check)));
    if (hadVerdict) {
      status.textContent = `${item.verdict.headline}`;
      body.querySelector('.ck-verdict').focus();
    }
    if (hadAgain) body.querySelector('.ck-stem').focus();
  }

  draw();
  let answered = 0;
  const redraw = () => { waiting = false; draw(); };
  redraw.recorded = () => {
    const now = hold.state.items.filter(item => item.verdict).length;
    const more = now !== answered;
    answered = now;
    return more;
  };
  redraw.recorded();
  return redraw;
}
