// An exam's own parts: the clock in words, which can be put away; the step that confirms the end; the report.
import { beside, h } from './dom.js';
import { tabular } from './tables.js';

const two = n => String(n).padStart(2, '0');

export function clock(words) {
  let begun = null;
  let hidden = false;
  const time = h('span', { class: 'ck-time' });
  const button = h('button', { type: 'button', class: 'ck-time-button', onclick: () => { hidden = !hidden; write(); } });
  const node = h('p', { class: 'ck-clock', hidden: true }, time, button);
  function write() {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - begun));
    time.textContent = hidden ? '' : words.time.replace('{minutes}', Math.floor(seconds / 60)).replace('{seconds}', two(seconds % 60));
    button.textContent = hidden ? words.time_show : words.time_hide;
  }
  const ticking = setInterval(() => { if (begun !== null && !hidden && node.isConnected) write(); }, 1000);
  return {
    node,
    show(sitting) {
      begun = sitting ? sitting.begun : null;
      node.hidden = begun === null;
      if (begun !== null) write();
    },
    stop: () => clearInterval(ticking),
  };
}

export function finishing({ words, finish }) {
  let sitting = null;
  let asking = false;
  const node = h('div', { class: 'ck-finishing', hidden: true });
  const ask = now => {
    asking = now;
    draw();
    node.querySelector(now ? '.ck-confirm' : '.ck-finish').focus();
  };
  function draw() {
    node.hidden = !sitting;
    if (!sitting) return;
    node.replaceChildren(asking
      ? h('div', { class: 'ck-confirm', role: 'group', tabindex: '-1', 'aria-label': words.finish }, h('p', {}, sitting.confirm),
        h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-primary ck-sure-finish', onclick: () => { asking = false; finish(); } }, words.finish_yes),
          h('button', { type: 'button', onclick: () => ask(false) }, words.finish_no)))
      : h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-finish', onclick: () => ask(true) }, words.finish)));
  }
  return {
    node,
    show(now) {
      const same = now?.confirm === sitting?.confirm; // the clock's part is not drawn here
      if (!now) asking = false;
      sitting = now;
      if (!same) draw();
    },
    focus: () => node.querySelector('button')?.focus(),
  };
}

export function reporting() {
  let drawn = '';
  const node = h('div', { class: 'ck-report', hidden: true, tabindex: '-1' });
  return {
    node,
    show(report, after) {
      const now = JSON.stringify(report ?? null);
      if (now === drawn) return;
      drawn = now;
      node.hidden = !report;
      node.replaceChildren(...(report ? [h('p', { class: 'ck-finding' }, report.finding), ...report.notes.map(note => h('p', {}, note)), tabular(report.table),
        after && h('p', { class: 'ck-after' }, after.text, ' ', beside(after.link))].filter(Boolean) : []));
    },
  };
}
