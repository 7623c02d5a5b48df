// All patients as a list; the chosen one is treated in its place, with a way back.
import { h } from './dom.js';
import { scenario } from './scenario.js';

export function patients(el, hold) {
  const { spec } = hold;
  const { words } = spec;
  let drawn = null; // key of the patient on the card; '' for the list
  let ward = null; // what redraws the patient
  const notice = h('p', { class: 'ck-notice', role: 'alert' });
  const list = h('div', {});
  const title = h('h3', { tabindex: '-1' }, spec.title);
  const head = h('div', {}, h('div', { class: 'ck-head' }, h('span', { class: 'ck-eyebrow' }, spec.eyebrow), title), h('p', {}, words.about));
  const back = h('p', { class: 'ck-buttons', hidden: true }, h('button', { type: 'button', class: 'ck-all-patients', onclick: () => hold.send({ do: 'all' }) },
    h('span', { 'aria-hidden': 'true' }, '← '), words.all));
  const place = h('div', {});
  el.append(head, back, place, list, notice);

  const open = patient => () => hold.send({ do: 'open', patient });
  function drawList({ groups, go_on: on }) {
    const further = on.id ? [h('p', { class: 'ck-buttons' }, h('button', { type: 'button', class: 'ck-primary ck-go-on', onclick: open(on.id) }, on.text))] : [];
    list.replaceChildren(...further,
      ...groups.map(group => h('section', {}, h('h4', {}, group.title), h('ul', { class: 'ck-patients-list' }, group.patients.map(each => h('li', {},
        h('button', { type: 'button', 'data-patient': each.id, onclick: open(each.id) }, each.title),
        h('span', { class: 'ck-when' }, each.minutes), h('span', { class: each.done ? 'ck-standing ck-done' : 'ck-standing' }, each.standing)))))));
  }

  function drawWard() {
    el.classList.add('ck-scenario');
    place.replaceChildren();
    ward = scenario(place, {
      spec: hold.panel.spec,
      get state() { return { ...hold.state.ward, notice: hold.state.notice }; },
      get data() { return hold.data; },
      send: hold.send,
    });
  }

  function draw() {
    const { patient, notice: told } = hold.state;
    const now = patient ? hold.panel.key : '';
    const left = drawn?.split('/')[0]; // whom the learner comes back from
    const moved = now !== drawn;
    head.hidden = list.hidden = Boolean(patient);
    back.hidden = !patient;
    notice.textContent = patient ? '' : told ?? '';
    if (!patient) {
      el.classList.remove('ck-scenario');
      place.replaceChildren();
      ward = null;
      if (hold.state.groups) drawList(hold.state);
    } else if (moved) drawWard();
    else ward();
    if (moved && drawn !== null) {
      const to = patient ? place.querySelector('h3') : list.querySelector(`[data-patient="${left}"]`) ?? title;
      if (patient) to.setAttribute('tabindex', '-1');
      to.focus({ preventScroll: true });
      (patient ? el : to).scrollIntoView({ block: patient ? 'start' : 'nearest' });
    }
    drawn = now;
  }

  draw();
  const redraw = () => draw();
  redraw.recorded = () => ward?.recorded() ?? false;
  return redraw;
}
