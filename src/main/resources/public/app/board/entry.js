// Who looks at a board, and at which conference: told by the link, the cookies and the address.

import { callAsPass, get, getAll, post, Problem } from '../shared/api.js';

/** The address of this page with other parameters: those given as null are left out. */
export function address(changes = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : '');
}

export const parameter = name => new URLSearchParams(location.search).get(name);

/** Whether the page was opened by a link that anyone may hold, and not by a user. */
export const isByPass = () => parameter('as') === 'pass';

/**
 * Finds out who is here.
 *
 * @return {stage: 'login'} | {stage: 'revoked'} | {stage: 'choice', me, conferences} | {stage: 'board', me, conference}
 * @throws Problem, Unreachable
 */
export async function enter() {
  const token = location.hash.slice(1);
  if (token) {
    // the token goes out of the address before anything else is done with it
    history.replaceState(null, '', address());
    if (!(await takePass(token))) {
      return { stage: 'revoked' };
    }
  }
  callAsPass(isByPass());
  let me;
  try {
    me = await get('/me');
  } catch (e) {
    if (e instanceof Problem && e.status === 401) {
      return { stage: isByPass() ? 'revoked' : 'login' };
    }
    throw e;
  }
  return choose(me);
}

async function takePass(token) {
  try {
    await post('/pass', { token });
  } catch (e) {
    if (e instanceof Problem && e.status === 401) {
      return false;
    }
    if (!(e instanceof Problem)) {
      // nothing was judged: a reload shall try the same link again
      history.replaceState(null, '', `${address()}#${token}`);
    }
    throw e;
  }
  history.replaceState(null, '', address({ as: 'pass', conference: null, site: null }));
  return true;
}

/** Signs a user in, whatever link the page came by. */
export async function signIn(username, password) {
  callAsPass(false);
  await post('/login', { username, password });
  history.replaceState(null, '', address({ as: null }));
}

export async function signOut() {
  await post('/logout');
}

async function choose(me) {
  if (me.site && !parameter('site')) {
    history.replaceState(null, '', address({ site: me.site.code }));
  }
  const own = me.conference?.id ?? parameter('conference');
  if (own) {
    return { stage: 'board', me, conference: String(own) };
  }
  const { items } = await getAll('/conferences');
  return items.length === 1
    ? { stage: 'board', me, conference: String(items[0].id) }
    : { stage: 'choice', me, conferences: items };
}

/** Whether the caller may read names: the log, the delegates, a contact. */
export const seesNames = me => me.role === 'ORGANIZER' || me.role === 'VIEWER';
