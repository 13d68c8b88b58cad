// The passes that were just made. Their tokens are shown this once and kept by nobody: until they are printed they live
// in this window only, and it asks before it is closed.

let made = [];
let conference = null;
let printed = true;

const warn = event => {
  event.preventDefault();
  // some browsers of 2022 ask only where this is set
  event.returnValue = '';
};

export const unprinted = {
  /** How many sheets wait to be printed. */
  get count() {
    return printed ? 0 : made.length;
  },
  get conference() {
    return conference;
  },
  forget() {
    made = [];
    conference = null;
    unprinted.done();
  },
  /** The sheets are on paper. */
  done() {
    printed = true;
    removeEventListener('beforeunload', warn);
  },
};

/** The passes made for that conference, as the server answered: [{id, site, token, url}]. */
export const madePasses = id => (conference === id ? made : []);

/** Keeps new ones beside those of the same conference that still wait. */
export function keep(id, passes) {
  made = conference === id && !printed ? [...made, ...passes] : passes;
  conference = id;
  printed = false;
  addEventListener('beforeunload', warn);
}
