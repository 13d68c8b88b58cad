// The HTTP calls, as pages use them.

import { language } from './i18n.js';

/** The server said no: an RFC 9457 problem. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.type = body.type || '';
    this.errors = body.errors || [];
    /** How many there are; `errors` may list the first of them only. */
    this.errorCount = body.errorCount ?? this.errors.length;
  }
}

/** The server could not be reached, or did not answer in time. */
export class Unreachable extends Error {}

const TIMEOUT = 15_000;
let as = null;

/** Whose cookie counts where the browser has several: 'board' or 'pass' for that of such a pass, null for the user's. */
export function callAs(whom) {
  as = whom;
}

/**
 * Makes a call below /api/v1.
 *
 * Options: body (sent as JSON), raw and type (sent as they are), headers, timeout in ms.
 *
 * @return the JSON of the answer, or null where it has none
 * @throws Problem, Unreachable
 */
export async function call(method, path, options = {}) {
  return (await exchange(method, path, options)).body;
}

/** Like call, and answers {status, headers, body}; 304 is an answer too. */
export async function exchange(method, path, { body, raw, type, headers: more, timeout = TIMEOUT } = {}) {
  const patience = new AbortController();
  // until the whole answer is read: a body may stall as well as a connection
  const timer = setTimeout(() => patience.abort(), timeout);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      cache: 'no-store',
      signal: patience.signal,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      headers: {
        ...headers(),
        ...(raw !== undefined ? { 'Content-Type': type } : body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...more,
      },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: response.status === 304 ? null : await read(response),
    };
  } catch (e) {
    throw e instanceof Problem ? e : new Unreachable(e.message);
  } finally {
    clearTimeout(timer);
  }
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { body: body ?? {}, ...options });
export const put = (path, body) => call('PUT', path, { body });
export const patch = (path, body) => call('PATCH', path, { body });
export const remove = path => call('DELETE', path);

/**
 * All items of a list, page by page. Answers {items, total, epoch, revision} with the revision of the first page: what
 * happened while the others were read comes after it.
 */
export async function getAll(path, size = 1000) {
  const items = [];
  let first = null;
  for (let page = 0; ; page++) {
    const answer = await get(`${path}${path.includes('?') ? '&' : '?'}page=${page}&size=${size}`);
    items.push(...answer.items);
    first ??= answer;
    if (answer.items.length < size || items.length >= answer.total) {
      return { ...first, items };
    }
  }
}

export const headers = () => ({
  Accept: 'application/json, application/problem+json',
  'Accept-Language': language(),
  ...(as ? { 'Rollcall-As': as } : {}),
});

async function read(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  let problem = {};
  try {
    problem = await response.json();
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    // a proxy's own page: the status must do
  }
  throw new Problem(response.status, problem);
}
