// What waits to be sent. Everything is kept on the device first and sent in the order in which it was tapped; the next
// command about someone goes only after the answer to the last.

const IN_FLIGHT = 50;
const TRY_LATER = 1500;

export class Outbox {
  /**
   * @param store the device's database
   * @param connection what sends
   * @param prepare makes of an entry the command that goes out now
   */
  constructor(store, connection, prepare) {
    this.store = store;
    this.connection = connection;
    this.prepare = prepare;
    this.entries = [];
    this.inFlight = new Map();
    this.handing = Promise.resolve();
    this.resting = 0;
  }

  async load() {
    this.entries = await this.store.waiting();
  }

  /** Keeps entries, then sends them as soon as there is a way. */
  async add(entries) {
    // what goes out at once is kept as sent: from then on only the server can take it back
    const sent = this.connection.ready;
    const kept = await this.store.add(entries.map(entry => ({ ...entry, sent })));
    this.entries.push(...kept);
    this.pump();
    return kept;
  }

  /** Takes an entry back that never left the device; answers whether that could be done. */
  async takeBack(id) {
    const entry = this.entries.find(({ command }) => command.id === id);
    if (!entry || entry.sent) {
      return false;
    }
    this.entries = this.entries.filter(other => other !== entry);
    await this.store.drop(entry);
    return true;
  }

  find(id) {
    return this.entries.find(({ command }) => command.id === id);
  }

  /** Sends what may be sent now. */
  pump() {
    if (!this.connection.ready || this.resting) {
      return;
    }
    const busy = new Set([...this.inFlight.values()].flatMap(entry => entry.subjects));
    const now = [];
    for (const entry of this.entries) {
      if (this.inFlight.has(entry.command.id)) {
        continue;
      }
      const most = Math.min(IN_FLIGHT - this.inFlight.size, this.connection.most) - now.length;
      // whoever comes after waits too: nobody overtakes
      if (most <= 0 || entry.subjects.some(subject => busy.has(subject)) || (this.connection.overHttp && this.inFlight.size)) {
        break;
      }
      entry.subjects.forEach(subject => busy.add(subject));
      now.push(entry);
    }
    if (!now.length) {
      return;
    }
    now.forEach(entry => {
      this.inFlight.set(entry.command.id, entry);
    });
    this.handing = this.handing.then(() => this.hand(now));
  }

  /** Hands entries to the line, after it is kept that the server may know them. */
  async hand(entries) {
    const fresh = entries.filter(entry => !entry.sent);
    if (fresh.length) {
      fresh.forEach(entry => {
        entry.sent = true;
      });
      await this.store.sent(fresh);
    }
    // the line may be gone by now; then they go with the next one
    const still = entries.filter(entry => this.inFlight.get(entry.command.id) === entry);
    if (still.length && this.connection.ready) {
      this.connection.send(still.map(entry => this.prepare(entry)));
    }
  }

  /** The line is gone: whatever had no answer is sent again, under the same id. */
  lost() {
    this.inFlight.clear();
  }

  /** The server asked for some time, or the roll call is not open yet: the same is sent again. */
  rest(id, pause = TRY_LATER) {
    this.inFlight.delete(id);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.wake(), pause + Math.random() * pause);
  }

  wake() {
    clearTimeout(this.resting);
    this.resting = 0;
    this.pump();
  }

  /** An entry was answered for good, and that is kept. */
  done(entry) {
    this.inFlight.delete(entry.command.id);
    this.entries = this.entries.filter(other => other !== entry);
    this.pump();
  }
}
