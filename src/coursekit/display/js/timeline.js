// Courses over the same time: what was decided when, and every curve that moved, one line for each course.
import { curves, LINES, sample, series } from './curves.js';
import { h } from './dom.js';
import { tabular } from './tables.js';

const ROWS = 5; // of decisions below each other; what is still too close to its neighbour is told together with it

export function timeline({ shown, bytes, sizes, words }) {
  const lines = series(bytes, sizes);
  const count = shown.lanes.length;
  const [from, to] = shown.x_range;
  const across = minute => ((minute - from) / (to - from)) * 100;

  // Decisions close to one another stand in rows below each other.
  function track(marks) {
    const apart = matchMedia('(max-width: 620px)').matches ? 11 : 4.5;
    const ends = [];
    const placed = [];
    for (const mark of marks) {
      const left = across(mark.minute);
      const row = ends.findIndex(end => end <= left);
      const last = placed.at(-1);
      if (row < 0 && ends.length === ROWS) {
        last.to = mark.number;
        ends[last.row] = left + apart;
        continue;
      }
      ends[row < 0 ? ends.length : row] = left + apart;
      placed.push({ ...mark, to: mark.number, left, row: row < 0 ? ends.length - 1 : row });
    }
    const ticks = placed.map(({ number, to, code, mark, left, row }) => h('span', {
      class: `ck-tick ${to > number ? '' : `ck-c-${code}`}`, style: `left:${Math.min(left, 100 - apart / 2)}%;top:${row * 22}px`,
    }, to > number ? `${number}–${to}` : `${number}${mark}`));
    return h('div', { class: 'ck-track', style: `height:${Math.max(1, ends.length) * 22}px` }, ticks);
  }

  const lanes = shown.lanes.map((lane, n) => h('div', { class: `ck-lane ck-lane-${LINES[n]}` },
    h('p', { class: 'ck-lane-name' }, sample(n), ' ', lane.label), h('div', { 'aria-hidden': 'true' }, track(lane.marks))));
  const figures = shown.charts.map((each, n) => h('figure', { class: 'ck-course' },
    h('figcaption', {}, h('strong', {}, each.label), each.unit && ` (${each.unit})`, `, ${each.range}; ${each.span}`),
    curves({ lines: lines.slice(n * count, (n + 1) * count), xRange: shown.x_range, yRange: each.y_range, normal: each.normal, marks: shown.lanes[0].marks.map(mark => mark.minute) })));
  return h('div', { class: 'ck-timeline' }, lanes, figures,
    h('p', { class: 'ck-axis', 'aria-hidden': 'true' }, shown.x_words.map(word => h('span', {}, word))),
    shown.steady && h('p', { class: 'ck-hint' }, shown.steady),
    h('details', {}, h('summary', {}, words['debrief.table']), tabular(shown.table)));
}
