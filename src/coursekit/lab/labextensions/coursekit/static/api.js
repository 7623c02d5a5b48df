// Talks to the course's own addresses on the notebook server (see coursekit/lab/handlers.py).
const config = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
export const base = config.baseUrl ?? '/';

const headers = () => {
  const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1];
  const given = { 'Content-Type': 'application/json' };
  if (xsrf) given['X-XSRFToken'] = xsrf;
  if (config.token) given.Authorization = `token ${config.token}`;
  return given;
};

async function call(path, options = {}) {
  const answer = await fetch(`${base}coursekit/${path}`, { headers: headers(), ...options });
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  return answer.json();
}

let page;
export const loadPage = () => (page ??= call('page.json'));
export const loadProgress = () => call('progress.json');
export const loadDeck = (id, minutes) => call(`deck/${id}.json?minutes=${minutes}`);
export const sendNote = note => call('note', { method: 'POST', body: JSON.stringify(note) });
const leaveLesson = path =>
  fetch(`${base}coursekit/leave`, { method: 'POST', headers: headers(), body: JSON.stringify({ path }), keepalive: true });
// To another lesson: the one that is left gives its memory back.
export async function travel(path, id) {
  await leaveLesson(path).catch(() => {});
  location.assign(lessonUrl(id));
}
export const lessonUrl = id => `${base}coursekit/open/${id}`;
