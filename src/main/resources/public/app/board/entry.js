// Who looks at a board, and at which conference: told by the link, the cookies and the address.

import { callAs, get, getAll, post, Problem } from '../shared/api.js';

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

/** The role that each kind of link gives. */
const ROLES = { board: 'BOARD', pass: 'COORDINATOR' };

/** Of which kind the link is that the page was opened by, which anyone may hold; null where it is a user's. */
export const passKind = () => {
  const as = parameter('as');
  return as && Object.hasOwn(ROLES, as) ? as : null;
};

const kindOf = me => Object.keys(ROLES).find(kind => ROLES[kind] === me.role) ?? null;

/**
 * Whether a page that was opened by a link would show something else now: a browser keeps one link of a kind. An
 * address without a conference has shown nothing yet.
 */
export function isAnother(me) {
  const asked = parameter('conference');
  return passKind() !== null && asked !== null && (kindOf(me) !== passKind() || asked !== String(me.conference.id));
}

/** Has the address say what this browser may see, and nothing else. */
export const settle = me => history.replaceState(null, '',
  address({ as: kindOf(me), conference: me.conference?.id, site: null, open: null }));

/**
 * Finds out who is here.
 *
 * @return {stage: 'login'} | {stage: 'revoked'} | {stage: 'another', me} | {stage: 'choice', me, conferences} | {stage: 'board', me, conference}
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
  callAs(passKind());
  let me;
  try {
    me = await get('/me');
  } catch (e) {
    if (e instanceof Problem && e.status === 401) {
      return { stage: passKind() ? 'revoked' : 'login' };
    }
    throw e;
  }
  return isAnother(me) ? { stage: 'another', me } : choose(me);
}

async function takePass(token) {
  try {
    settle(await post('/pass', { token }));
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
  return true;
}

/** Signs a user in, whatever link the page came by. */
export async function signIn(username, password) {
  callAs(null);
  await post('/login', { username, password });
  history.replaceState(null, '', address({ as: null }));
}

export async function signOut() {
  await post('/logout');
}

async function choose(me) {
  if (me.conference) {
    // kept in the address, so that it is noticed when this browser opens another link
    history.replaceState(history.state, '', address({
      as: kindOf(me), conference: me.conference.id, site: parameter('site') ?? me.site?.code,
    }));
    callAs(passKind());
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

/** Whether a press of a link is for this page to follow, and not for the browser, as in another tab. */
export function followed(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return false;
  }
  event.preventDefault();
  return true;
}

/** Whether the caller may read names: the log, the delegates, a contact. */
export const seesNames = me => me.role === 'ORGANIZER' || me.role === 'VIEWER';
