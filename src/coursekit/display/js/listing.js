// A table that is filtered on the page: choices and a search narrow its lines; a line may open what stands behind it.
import { beside, h } from './dom.js';
import { grow, wordsOf } from './tree.js';

const grown = nodes => nodes.map(node => grow(node));

export function listing(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  const id = `ck-${Math.random().toString(36).slice(2)}`;
  const count = h('p', { class: 'ck-listing-count', role: 'status' });
  const more = h('div', { class: 'ck-listing-more', hidden: true });
  let opener = null;

  function open(entry, button) {
    opener = button;
    const title = h('h4', { tabindex: '-1' }, button.textContent);
    const close = h('button', { type: 'button', onclick: () => { more.hidden = true; opener.focus(); } }, words.close);
    more.replaceChildren(title, ...grown(entry.more), h('p', { class: 'ck-buttons' }, close, entry.page && beside(entry.page)));
    more.hidden = false;
    title.focus({ preventScroll: true });
    more.scrollIntoView({ block: 'nearest' });
  }
  // A cell of one line is a line; of several, paragraphs. A line that opens something has a button for a name.
  const content = cell => (cell.length === 1 ? grown(cell[0]) : cell.map(line => h('p', {}, grown(line))));
  function first(entry) {
    if (!entry.more.length) return content(entry.cells[0]);
    const name = entry.cells[0][0].map(wordsOf).join('');
    const button = h('button', { type: 'button', class: 'ck-listing-open', 'aria-label': words.open.replace('{name}', name), onclick: () => open(entry, button) }, name);
    return [button];
  }
  // Roles are said aloud, since the narrow layout takes them from table elements.
  const row = entry => h('tr', { role: 'row' }, spec.on_page.map(n => h(n ? 'td' : 'th', { role: n ? 'cell' : 'rowheader', scope: n ? undefined : 'row', 'data-label': n ? spec.head[n] : undefined },
    n ? h('div', {}, content(entry.cells[n])) : first(entry))));
  const rows = spec.entries.map(row);
  const texts = spec.entries.map(entry => entry.cells.flat(2).map(wordsOf).join(' ').toLowerCase());
  let whole = false; // whether all lines that fit are shown, or the first few
  const all = h('button', { type: 'button', class: 'ck-listing-all', onclick: () => { const next = rows.find((node, n) => node.hidden && fits(spec.entries[n], n)); whole = true; filter(); next?.querySelector('a, button')?.focus(); } });

  const search = h('input', { type: 'search', id: `${id}-search`, oninput: () => filter() });
  const choices = spec.filters.map((each, n) => h('select', { id: `${id}-${n}`, onchange: () => filter() },
    h('option', { value: '' }, words.all), each.options.map(option => h('option', { value: option.id }, option.text))));
  const reset = h('button', { type: 'button', class: 'ck-listing-reset', onclick: () => { choices.forEach(choice => { choice.value = ''; }); search.value = ''; filter(); search.focus(); } }, words.reset);

  function fits(entry, n) {
    return spec.filters.every((each, k) => !choices[k].value || entry.found_by[each.id].includes(choices[k].value)) && texts[n].includes(search.value.trim().toLowerCase());
  }
  function filter() {
    let found = 0;
    let shown = 0;
    spec.entries.forEach((entry, n) => {
      const fit = fits(entry, n);
      found += fit;
      rows[n].hidden = !fit || (!whole && found > spec.first);
      shown += !rows[n].hidden;
    });
    reset.hidden = !search.value.trim() && choices.every(choice => !choice.value);
    all.hidden = shown === found;
    all.textContent = words.show_all.replace('{count}', found);
    const told = shown < found ? words.count_first : found < rows.length ? words.count_some : words.count_all;
    count.textContent = found ? told.replace('{shown}', shown).replace('{found}', found).replace('{all}', rows.length) : words.none_fit;
  }

  el.append(
    h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), h('h3', {}, spec.title)),
    ...grown(spec.notes),
    h('p', { class: 'ck-buttons' }, beside(spec.page)),
    h('div', { class: 'ck-listing-filters', role: 'search' },
      h('p', {}, h('label', { for: search.id }, words.search), search),
      spec.filters.map((each, n) => h('p', {}, h('label', { for: choices[n].id }, each.label), choices[n]))),
    h('div', { class: 'ck-listing-bar' }, count, reset),
    h('div', { class: 'ck-scroll ck-listing-table', tabindex: '0', role: 'region', 'aria-label': spec.title },
      h('table', { role: 'table' }, h('caption', {}, spec.caption),
        h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, spec.on_page.map(n => h('th', { scope: 'col', role: 'columnheader' }, spec.head[n])))),
        h('tbody', { role: 'rowgroup' }, rows))),
    h('p', { class: 'ck-buttons' }, all),
    more);
  filter();
  return () => {};
}
