// Sends a table and waits for what becomes of it, telling how far it is.

import { get, headers, Problem, Unreachable } from '../shared/api.js';

/** From this size on it is worth watching: the server takes it as a job. */
const LARGE = 256 * 1024;
const PAUSE = 700;
/** So long the line may be down before a job is given up. */
const PATIENCE = 60_000;
const RUNNING = new Set(['READING', 'CHECKING', 'STAGING']);

/**
 * @param tell gets {sent: 0…1} while the file goes up, then the job as the server tells it
 * @param started gets the id of the job, where the server made one of it
 * @return what the import did, or with dryRun would do
 * @throws Problem, Unreachable, or an AbortError once `signal` is aborted
 */
export async function runImport({ path, kind, file, type, dryRun, signal, tell, started = () => {} }) {
  const answer = await send(`/api/v1${path}/${kind}${dryRun ? '?dryRun=true' : ''}`, file, type, signal, tell);
  if (answer.status !== 202) {
    return answer.body;
  }
  const id = answer.location.split('/').pop();
  started(id);
  return watchImport({ path: `${path}/${id}`, signal, tell });
}

/** Waits for a job that goes on, as runImport does. */
export async function watchImport({ path, signal, tell }) {
  let heardAt = Date.now();
  for (;;) {
    signal.throwIfAborted?.();
    let job = null;
    try {
      job = await get(path);
      heardAt = Date.now();
    } catch (e) {
      // the job goes on without us
      if (!(e instanceof Unreachable || e.status >= 500) || Date.now() - heardAt > PATIENCE) {
        throw e;
      }
    }
    if (job) {
      tell({ sent: 1, ...job });
      if (!RUNNING.has(job.state)) {
        return finished(job);
      }
    }
    await pause(signal);
  }
}

function finished(job) {
  if (job.state === 'DONE') {
    return job.result;
  }
  const problem = job.problem ?? {};
  throw Object.assign(new Problem(problem.status ?? 500, problem), { hasEnded: true });
}

const pause = signal => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, PAUSE);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(new DOMException('', 'AbortError'));
  }, { once: true });
});

/** fetch() does not tell how much of a body is on its way; this older way does. */
function send(address, file, type, signal, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    const all = { ...headers(), 'Content-Type': type, ...(file.size > LARGE ? { Prefer: 'respond-async' } : {}) };
    for (const [name, value] of Object.entries(all)) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = event => tell({ sent: event.lengthComputable ? event.loaded / event.total : 0 });
    request.upload.onload = () => tell({ sent: 1 });
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      const body = json(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve({ status: request.status, body, location: request.getResponseHeader('Location') ?? '' });
      } else {
        reject(new Problem(request.status, body ?? {}));
      }
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const key = (conference, kind) => `rollcall.import.${conference}.${kind}`;

/** The import of this window that goes on at the server: {id, name, size}, found again by whoever comes back to its view. */
export const running = {
  get(conference, kind) {
    try {
      return JSON.parse(sessionStorage.getItem(key(conference, kind)));
    } catch {
      return null;
    }
  },
  set(conference, kind, job) {
    try {
      sessionStorage.setItem(key(conference, kind), JSON.stringify(job));
    } catch {
      // then it is watched for as long as the view is shown
    }
  },
  forget(conference, kind) {
    try {
      sessionStorage.removeItem(key(conference, kind));
    } catch {
      // nothing was kept either
    }
  },
};
