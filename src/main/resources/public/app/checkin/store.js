// What the device keeps: the site's roster, what waits to be sent, what was answered. One database a site, so that a new
// pass for the same site finds what an old one left behind.

import { openDB } from 'idb';

const DEVICE = 'rollcall-device';
const RECENT_KEPT = 50;
const STRICT = { durability: 'strict' };

async function onDevice(work) {
  const db = await openDB(DEVICE, 1, { upgrade: fresh => fresh.createObjectStore('places') });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** Where this device last checked in, as /me told it; null on a new device. */
export const lastPlace = () => onDevice(async db => (await db.get('places', 'last')) ?? null);

export const rememberPlace = me =>
  onDevice(async db => {
    await db.put('places', me, 'last');
    const known = (await db.get('places', 'all')) ?? {};
    known[nameOf(me)] = { conference: me.conference, site: me.site };
    await db.put('places', known, 'all');
  });

/** Other sites of which commands still wait on this device: [{site, conference, waiting}]. */
export async function leftBehind(me) {
  const known = await onDevice(async db => (await db.get('places', 'all')) ?? {});
  const found = [];
  for (const [name, place] of Object.entries(known)) {
    if (name !== nameOf(me)) {
      const store = await Store.open(place);
      const waiting = await store.waiting();
      store.close();
      if (waiting.length) {
        found.push({ ...place, waiting });
      }
    }
  }
  return found;
}

const nameOf = ({ conference, site }) => `rollcall-${conference.id}-${site.code}`;

/** The device's own database of one site. */
export class Store {
  static async open(place) {
    const store = new Store(nameOf(place));
    await store.reopen();
    return store;
  }

  constructor(name) {
    this.name = name;
  }

  async reopen() {
    this.db = await openDB(this.name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true });
        fresh.createObjectStore('roster', { keyPath: 'code' });
        fresh.createObjectStore('recent', { keyPath: 'id' });
        fresh.createObjectStore('attention', { keyPath: 'id' });
        fresh.createObjectStore('about');
      },
    });
  }

  close() {
    this.closed = true;
    this.db.close();
  }

  /** Some browsers close a database while the phone sleeps: it is opened again, once. */
  async use(work) {
    try {
      return await work(this.db);
    } catch (e) {
      if (e.name !== 'InvalidStateError' || this.closed) {
        throw e;
      }
      await this.reopen();
      return work(this.db);
    }
  }

  /** Does several things in one step: all of them are kept, or none. */
  change(names, options, work) {
    return this.use(async db => {
      const step = db.transaction(names, 'readwrite', options);
      const [result] = await Promise.all([work(name => step.objectStore(name)), step.done]);
      return result;
    });
  }

  // ---- what waits

  /** Everything that was not answered yet, in the order in which it was tapped. */
  waiting() {
    return this.use(db => db.getAll('queue'));
  }

  /** Keeps entries before they are sent: on the disk, and not only in the browser's mind. Answers them with their seq. */
  async add(entries) {
    const seqs = await this.change(['queue'], STRICT, at => Promise.all(entries.map(entry => at('queue').add(entry))));
    return entries.map((entry, i) => ({ ...entry, seq: seqs[i] }));
  }

  /** Notes that entries go to the line: from now on the server may know them. */
  sent(entries) {
    return this.change(['queue'], STRICT, at =>
      Promise.all(entries.map(entry => at('queue').put({ ...entry, sent: true }))));
  }

  /** An entry that never left the device is taken back. */
  drop(entry) {
    return this.change(['queue'], STRICT, at => at('queue').delete(entry.seq));
  }

  /** An entry was answered: it goes, and what it led to stays, in one step. */
  answered(entry, { put = [], gone = [], recent = null, attention = null }) {
    return this.change(['queue', 'roster', 'recent', 'attention'], STRICT, at =>
      Promise.all([
        at('queue').delete(entry.seq),
        ...put.map(card => at('roster').put(card)),
        ...gone.map(code => at('roster').delete(code)),
        recent && at('recent').put(recent),
        attention && at('attention').put(attention),
      ]));
  }

  // ---- what was answered

  /** The last commands that were recorded, newest first. */
  async recent() {
    const all = (await this.use(db => db.getAll('recent'))).sort((a, b) => b.at - a.at);
    const old = all.splice(RECENT_KEPT);
    await this.change(['recent'], {}, at => Promise.all(old.map(one => at('recent').delete(one.id))));
    return all;
  }

  changeRecent(one) {
    return this.use(db => db.put('recent', one));
  }

  /** Answers that somebody has to look at. */
  attention() {
    return this.use(db => db.getAll('attention'));
  }

  attend(one) {
    return this.use(db => db.put('attention', one));
  }

  settle(ids) {
    return this.change(['attention'], {}, at => Promise.all(ids.map(id => at('attention').delete(id))));
  }

  // ---- the roster, with how far in the log it is

  roster() {
    return this.use(db => db.getAll('roster'));
  }

  /** Cards and what is known change in one step: a position in the log is never ahead of the cards. */
  follow({ put, gone, known }) {
    return this.change(['roster', 'about'], {}, at =>
      Promise.all([
        ...put.map(card => at('roster').put(card)),
        ...gone.map(code => at('roster').delete(code)),
        at('about').put(known, 'known'),
      ]));
  }

  replaceRoster(cards, known) {
    return this.change(['roster', 'about'], {}, at =>
      Promise.all([at('roster').clear(), ...cards.map(card => at('roster').put(card)), at('about').put(known, 'known')]));
  }

  // ---- what else is known: the last greeting, the clock, the paper list

  about(key) {
    return this.use(db => db.get('about', key));
  }

  tell(key, value) {
    return this.use(db => db.put('about', value, key));
  }
}
