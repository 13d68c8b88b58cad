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
 * @return what the import did, or with dryRun would do
 * @throws Problem, Unreachable, or an AbortError once `signal` is aborted
 */
export async function runImport({ path, kind, file, type, dryRun, signal, tell }) {
  const answer = await send(`/api/v1${path}/${kind}${dryRun ? '?dryRun=true' : ''}`, file, type, signal, tell);
  if (answer.status !== 202) {
    return answer.body;
  }
  const id = answer.location.split('/').pop();
  return watch(`${path}/${id}`, signal, tell);
}

async function watch(path, signal, tell) {
  let heardAt = Date.now();
  for (;;) {
    signal.throwIfAborted?.();
    let job = null;
    try {
      job = await get(path);
      heardAt = Date.now();
    } catch (e) {
      // the job goes on without us
      if (!(e instanceof Unreachable) || Date.now() - heardAt > PATIENCE) {
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
  throw new Problem(problem.status ?? 500, problem);
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
