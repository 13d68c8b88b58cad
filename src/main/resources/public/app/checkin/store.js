// What the device keeps: the site's roster, what waits to be sent, what was answered. One database a site, so that a new
// pass for the same site finds what an old one left behind.

import { openDB } from 'idb';

const DEVICE = 'rollcall-device';
const RECENT_KEPT = 50;

const device = () => openDB(DEVICE, 1, { upgrade: db => db.createObjectStore('places') });

/** Where this device last checked in, as /me told it; null on a new device. */
export async function lastPlace() {
  const db = await device();
  const place = await db.get('places', 'last');
  db.close();
  return place ?? null;
}

export async function rememberPlace(me) {
  const db = await device();
  await db.put('places', me, 'last');
  const known = (await db.get('places', 'all')) ?? {};
  known[nameOf(me)] = { conference: me.conference, site: me.site };
  await db.put('places', known, 'all');
  db.close();
}

/** Other sites of which commands still wait on this device: [{site, conference, waiting}]. */
export async function leftBehind(me) {
  const db = await device();
  const known = (await db.get('places', 'all')) ?? {};
  db.close();
  const found = [];
  for (const [name, place] of Object.entries(known)) {
    if (name !== nameOf(me)) {
      const store = await Store.open({ conference: place.conference, site: place.site });
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
    const db = await openDB(nameOf(place), 1, {
      upgrade(fresh) {
        fresh.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true });
        fresh.createObjectStore('roster', { keyPath: 'code' });
        fresh.createObjectStore('recent', { keyPath: 'id' });
        fresh.createObjectStore('attention', { keyPath: 'id' });
        fresh.createObjectStore('about');
      },
    });
    return new Store(db);
  }

  constructor(db) {
    this.db = db;
  }

  close() {
    this.db.close();
  }

  // ---- what waits

  /** Everything that was not answered yet, in the order in which it was tapped. */
  waiting() {
    return this.db.getAll('queue');
  }

  /** Keeps entries before they are sent: on the disk, and not only in the browser's mind. Answers them with their seq. */
  async add(entries) {
    const change = this.db.transaction('queue', 'readwrite', { durability: 'strict' });
    const seqs = await Promise.all(entries.map(entry => change.store.add(entry)));
    await change.done;
    return entries.map((entry, i) => ({ ...entry, seq: seqs[i] }));
  }

  /** Notes that an entry was handed to the line: from now on the server may know it. */
  async sent(entries) {
    const change = this.db.transaction('queue', 'readwrite', { durability: 'strict' });
    await Promise.all(entries.map(entry => change.store.put(entry)));
    await change.done;
  }

  /** An entry that never left the device is taken back. */
  async drop(entry) {
    await this.db.delete('queue', entry.seq);
  }

  /** An entry was answered: it goes, and what it led to stays, in one step. */
  async answered(entry, { cards = [], recent = null, attention = null }) {
    const change = this.db.transaction(['queue', 'roster', 'recent', 'attention'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      change.objectStore('queue').delete(entry.seq),
      ...cards.map(card => change.objectStore('roster').put(card)),
      recent && change.objectStore('recent').put(recent),
      attention && change.objectStore('attention').put(attention),
    ]);
    await change.done;
  }

  // ---- what was answered

  /** The last commands that were recorded, newest first. */
  async recent() {
    const all = (await this.db.getAll('recent')).sort((a, b) => b.at - a.at);
    for (const old of all.splice(RECENT_KEPT)) {
      await this.db.delete('recent', old.id);
    }
    return all;
  }

  async changeRecent(entry) {
    await this.db.put('recent', entry);
  }

  /** Answers that somebody has to look at. */
  attention() {
    return this.db.getAll('attention');
  }

  async settle(id) {
    await this.db.delete('attention', id);
  }

  // ---- the roster

  roster() {
    return this.db.getAll('roster');
  }

  async put(cards, gone = []) {
    const change = this.db.transaction('roster', 'readwrite');
    await Promise.all([...cards.map(card => change.store.put(card)), ...gone.map(code => change.store.delete(code))]);
    await change.done;
  }

  async replaceRoster(cards) {
    const change = this.db.transaction('roster', 'readwrite');
    await change.store.clear();
    await Promise.all(cards.map(card => change.store.put(card)));
    await change.done;
  }

  // ---- what else is known: welcome, log position, clock

  about(key) {
    return this.db.get('about', key);
  }

  async tell(key, value) {
    await this.db.put('about', value, key);
  }
}
