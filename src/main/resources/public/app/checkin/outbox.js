// What waits to be sent. Everything is kept on the device first and sent in the order in which it was tapped; the next
// command about someone goes only after the answer to the last.

const IN_FLIGHT = 50;
const TRY_LATER = 1_500;
const NOT_OPEN = 5_000;
const STORE_FAILED = 2_000;

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
    this.generation = 0;
    this.restUntil = 0;
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

  /** Takes an entry back that the server cannot know; answers whether that could be done. */
  async takeBack(id) {
    const entry = this.find(id);
    // what was answered NOT_OPEN is not recorded, and waits here to be sent anew
    if (!entry || this.inFlight.has(id) || (entry.sent && !entry.notOpen)) {
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
    const now = Date.now();
    if (!this.connection.ready || now < this.restUntil) {
      return;
    }
    const busy = new Set([...this.inFlight.values()].flatMap(entry => entry.subjects));
    const next = [];
    for (const entry of this.entries) {
      if (this.inFlight.has(entry.command.id)) {
        continue;
      }
      if (entry.notOpen > now) {
        // nobody else waits for a roll call to open; only what concerns the same people does
        entry.subjects.forEach(subject => busy.add(subject));
        continue;
      }
      const most = Math.min(IN_FLIGHT - this.inFlight.size, this.connection.most) - next.length;
      // whoever comes after waits too: nobody overtakes
      if (most <= 0 || entry.subjects.some(subject => busy.has(subject)) || (this.connection.overHttp && this.inFlight.size)) {
        break;
      }
      entry.subjects.forEach(subject => busy.add(subject));
      next.push(entry);
    }
    if (next.length) {
      next.forEach(entry => this.inFlight.set(entry.command.id, entry));
      const { generation } = this;
      this.handing = this.handing.then(() => this.hand(next, generation));
    }
  }

  /** Hands entries to the line, after it is kept that the server may know them. */
  async hand(entries, generation) {
    try {
      const fresh = entries.filter(entry => !entry.sent);
      if (fresh.length) {
        await this.store.sent(fresh);
        fresh.forEach(entry => {
          entry.sent = true;
        });
      }
    } catch (e) {
      console.error('what is to be sent could not be kept', e);
      if (generation === this.generation) {
        entries.forEach(entry => this.inFlight.delete(entry.command.id));
      }
      this.later(STORE_FAILED);
      return;
    }
    // another line may stand by now; then they go with it
    if (generation === this.generation && this.connection.ready) {
      this.connection.send(entries.map(entry => this.prepare(entry)));
    }
  }

  /** The line is gone: whatever had no answer is sent again, under the same id. */
  lost() {
    this.generation++;
    this.inFlight.clear();
    this.pump();
  }

  /** The server has no time: all wait, and then the same is sent again. */
  rest(id) {
    this.inFlight.delete(id);
    const pause = TRY_LATER * (1 + Math.random());
    this.restUntil = Date.now() + pause;
    this.later(pause);
  }

  /** The roll call is not open yet: this one waits for that. */
  restClosed(entry) {
    this.inFlight.delete(entry.command.id);
    entry.notOpen = Date.now() + NOT_OPEN;
    this.later(NOT_OPEN);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), pause + 20);
  }

  /** Something changed: nobody rests any longer. */
  wake() {
    this.restUntil = 0;
    this.entries.forEach(entry => {
      entry.notOpen &&= 1;
    });
    this.pump();
  }

  /** An entry was answered for good, and that is kept. */
  done(entry) {
    this.inFlight.delete(entry.command.id);
    this.entries = this.entries.filter(other => other !== entry);
    this.pump();
  }
}
