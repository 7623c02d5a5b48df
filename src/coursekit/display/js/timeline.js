// Courses over the same time: what was decided when, and every curve that moved, one line for each course.
import { curves, LINES, sample, series } from './curves.js';
import { h } from './dom.js';
import { tabular } from './tables.js';

const ROWS = 4;

export function timeline({ shown, bytes, sizes, words }) {
  const lines = series(bytes, sizes);
  const count = shown.lanes.length;
  const [from, to] = shown.x_range;
  const across = minute => ((minute - from) / (to - from)) * 100;

  // Decisions close to one another stand in rows below each other.
  function track(marks) {
    const apart = matchMedia('(max-width: 620px)').matches ? 11 : 4.5;
    const ends = [];
    const placed = marks.map(mark => {
      const left = across(mark.minute);
      let row = ends.findIndex(end => end <= left);
      if (row < 0) row = ends.length < ROWS ? ends.length : ends.indexOf(Math.min(...ends));
      ends[row] = left + apart;
      return h('span', { class: `ck-tick ck-c-${mark.code}`, style: `left:${Math.min(left, 100 - apart / 2)}%;top:${row * 22}px` }, `${mark.number}${mark.mark}`);
    });
    return h('div', { class: 'ck-track', style: `height:${Math.max(1, ends.length) * 22}px` }, placed);
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
