// The passes that were just made. Their tokens are shown this once and kept by nobody: until they are printed they live
// in this window only, and it asks before it is closed.

/** By conference: {passes as the server answered [{id, site, token, url}], whether they are on paper}. */
const made = new Map();
const changes = new EventTarget();

const warn = event => {
  event.preventDefault();
  // some browsers of 2022 ask only where this is set
  event.returnValue = '';
};

function changed() {
  if (unprinted.count) {
    addEventListener('beforeunload', warn);
  } else {
    removeEventListener('beforeunload', warn);
  }
  changes.dispatchEvent(new Event('change'));
}

export const unprinted = {
  /** How many sheets wait to be printed, of all conferences. */
  get count() {
    return unprinted.conferences.reduce((sum, id) => sum + unprinted.of(id), 0);
  },
  /** The conferences that have such. */
  get conferences() {
    return [...made.keys()].filter(unprinted.of);
  },
  of(id) {
    const sheets = made.get(id);
    return sheets && !sheets.printed ? sheets.passes.length : 0;
  },
  forget() {
    made.clear();
    changed();
  },
  /** The sheets of that conference are on paper. */
  done(id) {
    made.get(id).printed = true;
    changed();
  },
};

/** Calls back when sheets came, or were printed. */
export const onSheets = callback => changes.addEventListener('change', callback);

/** The passes made for that conference. */
export const madePasses = id => made.get(id)?.passes ?? [];

/** Keeps new ones beside those of the same conference that still wait. */
export function keep(id, passes) {
  made.set(id, { passes: unprinted.of(id) ? [...madePasses(id), ...passes] : passes, printed: false });
  changed();
}
