// What to practise: which lessons, how, and how many questions.
import { h } from './dom.js';

export function chooser({ words, begin }) {
  let drawn = '';
  const node = h('form', { class: 'ck-chooser', hidden: true, novalidate: true });
  const refusal = h('p', { class: 'ck-refusal', role: 'alert' });
  const id = `ck-${Math.random().toString(36).slice(2)}`;

  function draw({ lessons, modes, count }) {
    const boxes = lessons.map(lesson => h('input', { type: 'checkbox', name: 'lesson', value: lesson.id, checked: lesson.checked, disabled: !lesson.count }));
    const every = h('button', {
      type: 'button', class: 'ck-every', onclick: () => {
        const on = boxes.some(box => !box.checked && !box.disabled);
        boxes.forEach(box => { if (!box.disabled) box.checked = on; });
      },
    }, words.every);
    const number = h('input', { type: 'number', id: `${id}-count`, min: count.low, max: count.high, step: 1, value: count.value, inputmode: 'numeric' });
    node.replaceChildren(
      h('fieldset', { class: 'ck-control' }, h('legend', {}, words.lessons), every,
        h('div', { class: 'ck-lessons' }, lessons.map((lesson, n) => h('label', {}, boxes[n], h('span', {}, lesson.text))))),
      h('fieldset', { class: 'ck-control' }, h('legend', {}, words.mode),
        h('div', { class: 'ck-modes' }, modes.map(mode => h('label', {}, h('input', { type: 'radio', name: `${id}-mode`, value: mode.id, checked: mode.checked }),
          h('span', {}, h('strong', {}, mode.text), ' ', mode.help))))),
      h('p', { class: 'ck-control' }, h('label', { for: `${id}-count` }, words.how_many), ' ', number, ' ', h('span', { class: 'ck-hint' }, count.hint)),
      refusal,
      h('p', { class: 'ck-buttons' }, h('button', { type: 'submit', class: 'ck-primary ck-begin' }, words.begin)));
  }

  // JupyterLab takes Enter's usual meaning away from a form.
  node.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target.type !== 'number') return;
    event.preventDefault();
    node.requestSubmit();
  });
  node.addEventListener('submit', event => {
    event.preventDefault();
    begin({
      lessons: [...node.querySelectorAll('input[name=lesson]:checked')].map(box => box.value),
      mode: node.querySelector(`input[name="${id}-mode"]:checked`)?.value ?? '',
      count: node.querySelector('input[type=number]').value,
    });
  });

  return {
    node,
    show(asked) {
      node.hidden = !asked;
      const { refusal: sentence, ...rest } = asked ?? {};
      refusal.textContent = sentence ?? '';
      const now = JSON.stringify(rest);
      if (!asked || now === drawn) return;
      drawn = now;
      draw(rest);
    },
  };
}
