// Who is signed in, and what the page does when that ends.

import { get, post, Problem } from '../shared/api.js';

const changes = new EventTarget();
let me = null;
let over = false;

export const session = {
  /** What /me answered, or null. */
  get me() {
    return me;
  },
  get isOrganizer() {
    return me?.role === 'ORGANIZER';
  },
  /** Whether somebody was signed out by the server, in the middle of it. */
  get isOver() {
    return over;
  },
  get isUser() {
    return me?.kind === 'user';
  },
};

/** Calls back when somebody signed in or out, or was signed out by the server. */
export const onSession = callback => changes.addEventListener('change', callback);

function become(who, cutOff = false) {
  me = who;
  over = cutOff;
  changes.dispatchEvent(new Event('change'));
}

/** Asks the server who the browser's cookie is. */
export async function recognise() {
  try {
    become(await get('/me'));
  } catch (e) {
    if (!(e instanceof Problem && e.status === 401)) {
      throw e;
    }
    become(null);
  }
}

export async function signIn(username, password) {
  await post('/login', { username, password });
  await recognise();
}

export async function signOut() {
  try {
    await post('/logout');
  } catch (e) {
    if (!(e instanceof Problem && e.status === 401)) {
      throw e;
    }
  }
  become(null);
}

/** Whether the error means that the login is over; then the page asks to sign in again. */
export function isOver(error) {
  if (error instanceof Problem && error.status === 401) {
    become(null, true);
    return true;
  }
  return false;
}
