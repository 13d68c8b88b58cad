// What becomes of what is done here: each thing done is followed until it is answered, and the answer until it is seen.

import { kindOf } from './answer.js';
import { canonical } from './command.js';
import { feedback } from './feedback.js';
import * as tasks from './tasks.js';

const SHOWN = 15_000;
// what was shown for less than this may not have been seen
const GLANCE = 2_500;

const isOpenQuestion = ({ result }) => result?.outcome === 'NEEDS_CONFIRMATION';

/** Does things for a view that has a `session`, and keeps in `answer` what is to be shown of them: null for nothing. */
export class Answers {
  constructor(host) {
    this.host = host;
    this.answer = null;
    this.hear = event => this.answered(event.detail);
    host.addController(this);
  }

  get session() {
    return this.host.session;
  }

  hostConnected() {
    this.session.addEventListener('answer', this.hear);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  hostDisconnected() {
    this.session.removeEventListener('answer', this.hear);
    clearInterval(this.clock);
  }

  tick() {
    if (this.session.waiting.length) {
      this.host.requestUpdate(); // what is not answered soon is said to be kept, and to be sent
    }
    if (this.answer && ['good', 'wait'].includes(kindOf(this.answer)) && Date.now() - this.shownAt > SHOWN) {
      this.put(null);
    }
  }

  /** Shows what becomes of something that was done. What the device could not keep was not done. */
  async act(doing) {
    try {
      const entry = await doing;
      if (entry) {
        this.show({ entry, result: null });
        if (this.session.line.state === 'offline') {
          feedback('wait');
        }
      }
    } catch (e) {
      console.error('not kept', e);
      this.refuse('NOT_KEPT', {});
    }
  }

  checkIn(code, source, name) {
    const { session } = this;
    const card = session.people.get(code);
    if (!session.mayCheckIn) {
      this.refuse('NOT_OPEN', { type: 'check-in', delegate: code }, name ?? card?.fullName ?? code);
    } else if (session.line.state === 'offline' && card?.state === 'PRESENT' && card.site === session.me.site.code) {
      // the device knows as much as anybody: a second command would only have to be looked at
      this.refuse('ALREADY_HERE', { type: 'check-in', delegate: code }, card.fullName, { previous: { since: card.since } });
    } else {
      this.act(session.submit({ type: 'check-in', delegate: code, source }, name ? { name } : {}));
    }
  }

  scan(text) {
    const code = canonical(text);
    if (!code) {
      this.refuse(text.includes('/checkin#') ? 'PASS_SCANNED' : 'NO_CODE', {});
      return;
    }
    this.checkIn(code, 'SCAN');
  }

  /** An answer of the device itself. */
  refuse(reason, command, name = '', more = {}) {
    const answer = {
      entry: { command: { id: null, type: 'check-in', ...command }, name },
      result: { outcome: 'REFUSED', reason, ...more },
    };
    this.show(answer);
    feedback(kindOf(answer));
  }

  /** An answer of the server. */
  answered(answer) {
    const { entry, result } = answer;
    const { command } = entry;
    const mine = this.answer?.entry.command.id === command.id;
    const kind = kindOf(answer);
    const aside = command.source === 'BULK' || (command.offline && command.source !== 'PAPER');
    if (aside && !mine) {
      // a whole delegation has a list of its own; what waited long is among what is to be looked at
      if (command.source === 'BULK' && kind !== 'good' && !document.querySelector('dialog[open]')) {
        this.keepForLater(answer);
      }
      return;
    }
    if (!mine && this.answer && isOpenQuestion(this.answer) && result.outcome !== 'NEEDS_CONFIRMATION') {
      kind === 'good' || this.keepForLater(answer);
      feedback(kind);
      return;
    }
    this.show(answer);
    feedback(kind);
  }

  /** An answer that nobody has seen yet waits to be looked at. */
  keepForLater(answer) {
    if (answer.entry.command.id && answer.result) {
      this.session.attend({ ...answer, id: answer.entry.command.id, at: Date.now() });
    }
  }

  show(answer) {
    const before = this.answer;
    const unseen = before?.result && before.entry.command.id !== answer.entry.command.id && Date.now() - this.shownAt < GLANCE;
    if (unseen && ['warn', 'bad'].includes(kindOf(before)) && before.result.reason !== 'ALREADY_HERE') {
      this.keepForLater(before);
    }
    this.shownAt = Date.now();
    this.put(answer);
  }

  put(answer) {
    this.answer = answer;
    this.host.requestUpdate();
  }

  /** What the buttons of an answer do. */
  actions = {
    undo: async entry => {
      if (this.answer?.entry.command.id === entry.command.id) {
        this.put(null);
      }
      await this.act(this.session.undo(entry));
    },
    force: async answer => {
      const { entry, result } = answer;
      if (this.close(answer)) {
        const { id, happenedAt, offline, rollCall, ...fields } = entry.command;
        await this.act(this.session.submit({ ...fields, force: true }, { name: result.delegate?.fullName ?? entry.name }));
        this.session.settle(id);
      }
    },
    choose: async (answer, card) => {
      if (this.close(answer)) {
        await this.act(this.session.submit({ type: 'check-in', delegate: card.code, source: 'SEARCH' }, { name: card.fullName }));
        this.session.settle(answer.entry.command.id);
      }
    },
    decline: answer => this.close(answer) && this.session.settle(answer.entry.command.id),
    guest: answer => {
      if (this.close(answer)) {
        this.session.settle(answer.entry.command.id);
        this.act(tasks.walkIn(this.session));
      }
    },
  };

  /** An answer is dealt with: once, however fast it is pressed twice. */
  close(answer) {
    if (answer.closed) {
      return false;
    }
    answer.closed = true;
    if (this.answer?.entry === answer.entry) {
      this.put(null);
    }
    return true;
  }
}
