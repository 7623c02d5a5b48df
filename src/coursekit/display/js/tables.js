// Tables that Python has written: the first row and the first column are headers; a cell may hold links to statements.
import { h } from './dom.js';

const cellOf = cell => (typeof cell === 'string' ? cell : cell.links.flatMap((link, n) => [n ? ', ' : '', h('a', { href: `#${link}` }, link)]));

export function tabular({ caption, head, rows }) {
  const row = cells => h('tr', {}, cells.map((cell, n) => h(n ? 'td' : 'th', n ? {} : { scope: 'row' }, cellOf(cell))));
  return h('div', { class: 'ck-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: 'ck-told-table' }, h('caption', {}, caption), h('thead', {}, h('tr', {}, head.map(cell => h('th', { scope: 'col' }, cell)))),
      h('tbody', {}, rows.map(row))));
}
