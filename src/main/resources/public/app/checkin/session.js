// One device at one site: what it knows, what it did, and how it stands with the server. Views read it and call it; it
// tells them by events: 'change' when something is to be drawn anew, 'answer' for each answer.

import { Connection } from './connection.js';
import { Outbox } from './outbox.js';
import { Roster } from './roster.js';
import { subjects, uuid } from './command.js';
import { tookEffect } from './effect.js';

// after so long without an answer people have been let in: the command waited on the device
export const WAITED = 3_000;
const RECENT = 50;
const RELOAD_AGAIN = 3_000;

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
    this.lastAt = 0;
    this.paper = null;
    this.listOf = null;
    this.connection = new Connection(
      { conference: me.conference, site: me.site, byUser: me.kind === 'user' },
      {
        onState: state => this.stands(state),
        onFrame: frame => this.hear(frame),
        onRoster: (list, rollCall) => this.takeList(list, rollCall),
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
    this.paper = (await this.store.about('paper')) ?? null;
    await this.outbox.load();
    this.changed();
  }

  connect() {
    this.connection.start();
  }

  end() {
    this.ended = true;
    this.connection.end();
    this.store.close();
    document.querySelectorAll('dialog[open]').forEach(dialog => dialog.remove());
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

  /** Whether there is a list, be it an old one. */
  get loaded() {
    return this.listOf !== null;
  }

  /** Everyone of the list, as of now. */
  get people() {
    return this.roster.fold(this.waiting, this.rollCall?.id);
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

  /** The time of a tap. A clock that is set right must not put a later tap before an earlier one. */
  tapped() {
    this.lastAt = Math.max(this.lastAt + 1, this.now());
    return this.lastAt;
  }

  // ---- what is done

  /**
   * Does something: keeps the command, then sends it.
   *
   * @param fields type, delegate and so on
   * @param about what an answer is shown with: {name}
   * @throws if the device could not keep it: then nothing was done
   */
  async submit(fields, about = {}) {
    const [entry] = await this.submitAll([fields], [about]);
    return entry;
  }

  async submitAll(all, abouts = []) {
    const entries = all.map((fields, i) => {
      const paper = this.paper && fields.type !== 'undo' && fields.type !== 'site-report';
      const command = {
        id: uuid(),
        ...(this.rollCall ? { rollCall: this.rollCall.id } : {}),
        happenedAt: new Date(paper ? this.paper.at : this.tapped()).toISOString(),
        ...fields,
        // what was ticked on paper happened already, as what was tapped without a line
        ...(paper ? { source: 'PAPER', offline: true } : this.line.state === 'offline' ? { offline: true } : {}),
      };
      const undone = command.undoes && (this.outbox.find(command.undoes) ?? this.recent.find(one => one.id === command.undoes));
      return {
        command,
        subjects: subjects(command, undone),
        madeAt: Date.now(),
        name: abouts[i]?.name ?? this.roster.get(command.delegate)?.fullName ?? command.delegate ?? command.person?.fullName,
        before: undone ? undone.before : this.roster.get(command.delegate),
        made: undone?.made,
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

  /** Somebody has to look at an answer. */
  attend(one) {
    this.attention = [...this.attention.filter(({ id }) => id !== one.id), one];
    this.store.attend(one).catch(told);
    this.changed();
  }

  settle(...ids) {
    this.attention = this.attention.filter(({ id }) => !ids.includes(id));
    this.store.settle(ids).catch(told);
    this.changed();
  }

  setPaper(paper) {
    this.paper = paper;
    this.store.tell('paper', paper).catch(told);
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
        this.catchingUp = false;
        this.moveTo(frame.revision, [], []);
        break;
      case 'reload':
        this.reload();
        break;
      case 'error':
        // a command that could not even be read has its answer, too
        this.answered({ type: 'result', id: frame.id, outcome: 'REFUSED', reason: 'INVALID', message: frame.message, retry: 'NEVER' });
        break;
      default:
    }
  }

  welcome({ epoch, conference, rollCall, site, headcount, report, serverTime }) {
    this.offset = Date.parse(serverTime) - Date.now();
    Object.assign(this, { epoch, conference, rollCall, siteNow: site, headcount, report });
    this.store.tell('known', this.known).catch(told);
    this.forgetOldQuestions();
    this.outbox.wake();
    this.changed();
    if (this.connection.overHttp) {
      return;
    }
    // the state of everyone is that of a roll call: another one, another list
    if (this.listOf?.epoch !== epoch || this.listOf.rollCall !== rollCall.id) {
      this.reload();
    } else {
      this.catchUp(epoch, this.revision);
    }
  }

  /** Asks for all that came after a revision. Until it is here, nothing newer moves the place in the log. */
  catchUp(epoch, revision) {
    this.catchingUp = true;
    this.connection.resume(epoch, revision);
  }

  /** Whether somebody may come here was asked in another roll call: its answer would be given into this one. */
  forgetOldQuestions() {
    const old = this.attention.filter(({ entry, result }) =>
      result.outcome === 'NEEDS_CONFIRMATION' && entry.command.rollCall !== this.rollCall.id);
    if (old.length) {
      this.settle(...old.map(({ id }) => id));
    }
  }

  /** Fetches the whole list, one at a time, until there is one that nobody asked for anew meanwhile. */
  async reload() {
    this.reloadWanted = true;
    if (this.reloading) {
      return;
    }
    this.reloading = true;
    try {
      while (this.reloadWanted && this.connection.ready) {
        this.reloadWanted = false;
        const rollCall = this.rollCall.id;
        const list = await this.connection.fetchRoster();
        await this.takeList(list, rollCall);
        this.catchUp(list.epoch, list.revision);
      }
    } catch {
      setTimeout(() => this.reloadWanted && !this.ended && this.reload(), RELOAD_AGAIN);
      this.reloadWanted = true;
    } finally {
      this.reloading = false;
    }
  }

  /** Takes a whole list. What came after its revision is heard again, and so need not be kept from what was before. */
  async takeList({ items, epoch, revision }, rollCall) {
    const cards = items.filter(card => card.state !== 'VOID');
    this.roster.load(cards);
    this.revision = revision;
    this.listOf = { epoch, rollCall };
    this.changed();
    await this.store.replaceRoster(cards, this.known).catch(told);
  }

  follow({ revision, event, delegate, substituted, headcount }) {
    this.headcount = headcount;
    if (event.type === 'site-report') {
      this.report = { at: event.recordedAt, counted: event.counted, current: true };
    }
    const cards = [delegate, substituted].filter(Boolean);
    const { put, gone } = this.roster.take(cards);
    this.moveTo(revision, put, gone);
    // a guest who went elsewhere stays on the list of the site that made him, and only the server knows which that is
    if (cards.some(card => card.kind !== 'ROSTER' && card.site && card.site !== this.me.site.code)) {
      this.reload();
    }
    this.changed();
  }

  moveTo(revision, put, gone) {
    if (!this.catchingUp) {
      this.revision = Math.max(revision, this.revision ?? 0);
    }
    this.store.follow({ put, gone, known: this.known }).catch(told);
  }

  /** What a start without a line needs to know. */
  get known() {
    const { epoch, revision, conference, rollCall, siteNow, headcount, report, offset, listOf } = this;
    return { epoch, revision, conference, rollCall, siteNow, headcount, report, offset, listOf };
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
      this.putOff(entry, result);
      return;
    }
    const recorded = result.outcome === 'APPLIED' || result.outcome === 'REPLAYED';
    const cards = [result.delegate, result.substituted].filter(card => recorded && card);
    const { put, gone } = this.roster.take(cards);
    const answer = { entry, result, effect: recorded ? tookEffect(entry, result, this.me.site.code) : false };
    let recent = null;
    let attention = null;
    if (recorded) {
      this.headcount = result.headcount ?? this.headcount;
      recent = this.remember(answer);
    }
    if (recorded ? !answer.effect : result.outcome === 'NEEDS_CONFIRMATION' || entry.command.offline) {
      // a question stays until somebody answers it, and so does what came to nothing long after the tap
      attention = { id: entry.command.id, ...answer, at: Date.now() };
      this.attention = [...this.attention, attention];
    }
    try {
      await this.store.answered(entry, { put, gone, recent, attention });
    } catch (e) {
      told(e); // then it is sent once more after a restart, and answered REPLAYED
    }
    this.outbox.done(entry);
    this.dispatchEvent(new CustomEvent('answer', { detail: answer }));
    this.changed();
  }

  putOff(entry, result) {
    if (result.reason === 'NOT_OPEN') {
      this.outbox.restClosed(entry);
    } else {
      this.outbox.rest(result.id);
    }
    if (entry.toldWhy !== result.reason) {
      entry.toldWhy = result.reason;
      this.dispatchEvent(new CustomEvent('answer', { detail: { entry, result, kept: true } }));
    }
    this.changed();
  }

  remember({ entry, result, effect }) {
    const { command } = entry;
    if (command.type === 'undo') {
      const undone = this.recent.find(one => one.id === command.undoes);
      if (undone && effect) {
        undone.undone = true;
        this.store.changeRecent(undone).catch(told);
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
      made: result.delegate?.code,
      at: Date.now(),
      undone: false,
    };
    this.recent = [recent, ...this.recent].slice(0, RECENT);
    return recent;
  }
}

/** What could not be kept is in memory still, and on the server. */
function told(error) {
  console.error('the device could not keep something', error);
}
