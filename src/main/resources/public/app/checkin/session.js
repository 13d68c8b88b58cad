// One device at one site: what it knows, what it did, and how it stands with the server. Views read it and call it; it
// tells them by events: 'change' when something is to be drawn anew, 'answer' for each answer.

import { Connection } from './connection.js';
import { Outbox } from './outbox.js';
import { Roster } from './roster.js';
import { subjects, uuid } from './command.js';

// after so long without an answer people have been let in: the command waited on the device
export const WAITED = 3_000;
const CLOSED_PAUSE = 5_000;

export class Session extends EventTarget {
  constructor(me, store) {
    super();
    this.me = me;
    this.store = store;
    this.roster = new Roster(me.site.code);
    this.recent = [];
    this.attention = [];
    this.line = { state: 'connecting', since: Date.now() };
    this.refused = null;
    this.offset = 0;
    this.paper = null;
    this.loaded = false;
    this.connection = new Connection(
      { conference: me.conference, site: me.site, byUser: me.kind === 'user' },
      {
        onState: state => this.stands(state),
        onFrame: frame => this.hear(frame),
        onRoster: list => this.takeList(list),
        onGone: () => this.outbox.lost(),
        onRefused: reason => this.refuse(reason),
      },
    );
    this.outbox = new Outbox(store, this.connection, entry => this.prepare(entry));
  }

  /** Reads what the device kept, so that the page works before the line does. */
  async open() {
    this.roster.load(await this.store.roster());
    this.recent = await this.store.recent();
    this.attention = await this.store.attention();
    Object.assign(this, await this.store.about('known'));
    await this.outbox.load();
    this.loaded = this.roster.cards.size > 0;
    this.changed();
  }

  connect() {
    this.connection.start();
  }

  end() {
    this.connection.end();
    this.store.close();
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  // ---- what is shown

  get waiting() {
    return this.outbox.entries;
  }

  get isOnline() {
    return this.line.state === 'online';
  }

  /** Everyone of the list, as of now. */
  get people() {
    return this.roster.fold(this.waiting);
  }

  /** Whether check-ins are taken: when off line, what was last heard decides. */
  get mayCheckIn() {
    const state = this.rollCall?.state;
    return state === 'OPEN' || (!this.isOnline && state !== 'CLOSED');
  }

  /** The server's clock, as far as this device knows it. */
  now() {
    return Date.now() + this.offset;
  }

  // ---- what is done

  /**
   * Does something: keeps the command, then sends it.
   *
   * @param fields type, delegate and so on
   * @param about what an answer is shown with: {name}
   */
  async submit(fields, about = {}) {
    const [entry] = await this.submitAll([fields], [about]);
    return entry;
  }

  async submitAll(all, abouts = []) {
    const entries = all.map((fields, i) => {
      const id = uuid();
      const paper = this.paper && fields.type !== 'undo' && fields.type !== 'site-report';
      const command = {
        id,
        ...(this.rollCall ? { rollCall: this.rollCall.id } : {}),
        happenedAt: new Date(paper ? this.paper.at : this.now()).toISOString(),
        ...fields,
        // what was ticked on paper happened already, as what was tapped without a line
        ...(paper ? { source: 'PAPER', offline: true } : this.line.state === 'offline' ? { offline: true } : {}),
      };
      const undone = command.undoes && (this.outbox.find(command.undoes) ?? this.recent.find(one => one.command.id === command.undoes));
      return {
        command,
        subjects: subjects(command, undone),
        madeAt: Date.now(),
        name: abouts[i]?.name ?? this.roster.get(command.delegate)?.fullName ?? command.delegate ?? command.person?.fullName,
        before: undone?.before ?? this.roster.get(command.delegate),
      };
    });
    const kept = await this.outbox.add(entries);
    this.changed();
    return kept;
  }

  /** Takes back what was done: on the device, if it never left it. */
  async undo(done) {
    if (await this.outbox.takeBack(done.command.id)) {
      this.changed();
      return null;
    }
    return this.submit({ type: 'undo', undoes: done.command.id }, { name: done.name });
  }

  async settle(id) {
    this.attention = this.attention.filter(one => one.id !== id);
    await this.store.settle(id);
    this.changed();
  }

  // ---- what is heard

  stands(state) {
    if (state !== this.line.state) {
      this.line = { state, since: Date.now() };
    }
    if (state === 'online') {
      this.outbox.wake();
    }
    this.changed();
  }

  refuse(reason) {
    this.refused = reason;
    this.connection.end();
    this.line = { state: 'offline', since: Date.now() };
    this.changed();
  }

  hear(frame) {
    switch (frame.type) {
      case 'welcome':
        this.welcome(frame);
        break;
      case 'result':
        this.answered(frame);
        break;
      case 'event':
        this.follow(frame);
        break;
      case 'resumed':
        this.at(frame.revision);
        break;
      case 'reload':
        this.reload();
        break;
      default:
    }
  }

  async welcome(frame) {
    const { epoch, conference, rollCall, site, headcount, report } = frame;
    const other = epoch !== this.epoch || rollCall.id !== this.rollCall?.id || !this.loaded;
    this.offset = Date.parse(frame.serverTime) - Date.now();
    Object.assign(this, { epoch, conference, rollCall, siteNow: site, headcount, report });
    this.keep();
    this.outbox.wake();
    this.changed();
    if (this.connection.overHttp) {
      return;
    }
    // the state of everyone is that of the roll call: another one, another list
    if (other) {
      await this.reload();
    } else {
      this.connection.resume(this.epoch, this.revision);
    }
  }

  async reload() {
    try {
      await this.connection.fetchRoster();
      this.connection.resume(this.epoch, this.revision);
    } catch {
      // the line is gone again; the next greeting asks anew
      this.loaded = false;
    }
  }

  async takeList(list) {
    this.roster.load(list.items.filter(card => card.state !== 'VOID'));
    await this.store.replaceRoster(list.items);
    this.loaded = true;
    this.epoch = list.epoch;
    this.revision = list.revision;
    this.keep();
    this.changed();
  }

  follow({ revision, event, delegate, substituted, headcount }) {
    this.headcount = headcount;
    this.take([delegate, substituted]);
    if (event.type === 'site-report') {
      this.report = { at: event.recordedAt, counted: event.counted, current: true };
    }
    this.at(revision);
    this.changed();
  }

  take(cards) {
    const { put, gone } = this.roster.take(cards.filter(Boolean));
    this.store.put(put, gone);
    return put;
  }

  at(revision) {
    if (revision > (this.revision ?? 0)) {
      this.revision = revision;
      this.keep();
    }
  }

  /** What a start without a line needs to know. */
  keep() {
    const { epoch, revision, conference, rollCall, siteNow, headcount, report, offset } = this;
    this.store.tell('known', { epoch, revision, conference, rollCall, siteNow, headcount, report, offset });
  }

  prepare(entry) {
    if (!entry.command.offline && Date.now() - entry.madeAt > WAITED) {
      entry.command.offline = true;
    }
    return entry.command;
  }

  async answered(result) {
    const entry = this.outbox.find(result.id);
    if (!entry) {
      return;
    }
    if (result.retry === 'SAME_ID') {
      this.outbox.rest(result.id, result.reason === 'NOT_OPEN' ? CLOSED_PAUSE : undefined);
      this.dispatchEvent(new CustomEvent('answer', { detail: { entry, result, kept: true } }));
      this.changed();
      return;
    }
    const recorded = result.outcome === 'APPLIED' || result.outcome === 'REPLAYED';
    const cards = recorded ? this.roster.take([result.delegate, result.substituted].filter(Boolean)).put : [];
    let recent = null;
    let attention = null;
    if (recorded) {
      this.headcount = result.headcount ?? this.headcount;
      recent = this.remember(entry, result);
    } else if (result.outcome === 'NEEDS_CONFIRMATION' || entry.command.offline) {
      // a question stays until somebody answers it, and so does what comes back long after the tap
      attention = { id: entry.command.id, entry, result, at: Date.now() };
      this.attention = [...this.attention, attention];
    }
    this.outbox.done(entry);
    await this.store.answered(entry, { cards, recent, attention });
    this.dispatchEvent(new CustomEvent('answer', { detail: { entry, result } }));
    this.changed();
  }

  remember(entry, result) {
    const { command } = entry;
    if (command.type === 'undo') {
      const undone = this.recent.find(one => one.command.id === command.undoes);
      if (undone) {
        undone.undone = true;
        this.store.changeRecent(undone);
      }
      return null;
    }
    if (command.type === 'site-report') {
      this.report = { at: command.happenedAt, counted: command.counted, current: true };
    }
    const recent = {
      id: command.id,
      command,
      subjects: [...entry.subjects, result.delegate?.code].filter(Boolean),
      name: result.delegate?.fullName ?? entry.name,
      before: entry.before,
      at: Date.now(),
      undone: false,
    };
    this.recent = [recent, ...this.recent].slice(0, 50);
    return recent;
  }
}
