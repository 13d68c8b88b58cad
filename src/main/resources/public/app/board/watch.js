// What the board socket has told: the figures, and how old they are.

import { get, Problem } from '../shared/api.js';
import { Line, REVOKED } from '../shared/line.js';
import { isAnother, passKind } from './entry.js';

/** Nothing heard for so long, the figures are out of date. */
const STALE_AFTER = 10_000;

const REFUSALS = [400, 403, 404];
const QUICK = { timeout: 5000 };

/**
 * Follows one conference, or one site of it and what is below.
 *
 * Callbacks: onChange(changed): something is to be drawn anew, `changed` being the rows that a frame brought, or null
 * where all did; onWhole(): all did, and what is in no frame may have changed, too; onGone(me): the token counts no more, or, where `me` is given, it is
 * another's.
 */
export class Watch {
  constructor({ conference, site = null, depth = null }, { onChange, onWhole = () => {}, onGone }) {
    this.conferenceId = conference;
    this.site = site;
    this.onChange = onChange;
    this.onWhole = onWhole;
    this.onGone = onGone;
    this.depth = depth;
    this.conference = null;
    this.rollCall = null;
    this.totals = null;
    this.rows = new Map();
    this.revision = null;
    this.asOf = null;
    this.heardAt = 0;
    this.startedAt = Date.now();
    this.openedAt = 0;
    this.refusal = null;
    this.line = new Line(() => this.path(), {
      onOpen: () => {
        this.openedAt = Date.now();
      },
      onFrame: frame => this.hear(frame),
      onClose: (code, greeted) => this.lost(code, greeted),
    });
    this.line.open();
  }

  /** The query of what is shown, for the socket and for HTTP alike. */
  scope() {
    const query = new URLSearchParams();
    if (this.site) {
      query.set('site', this.site);
    }
    if (this.depth !== null) {
      query.set('depth', this.depth);
    }
    return query;
  }

  path() {
    const query = this.scope();
    query.set('conference', this.conferenceId);
    if (passKind()) {
      query.set('as', passKind());
    }
    return `/ws/v1/board?${query}`;
  }

  /** How long nothing was heard, in milliseconds; before the first frame, since the page asks. */
  get silence() {
    return Date.now() - (this.heardAt || this.startedAt);
  }

  get isStale() {
    return this.silence > STALE_AFTER;
  }

  /** Looks at the clock: a line that is open and says nothing is cut, since it may be half dead. */
  tick() {
    const quietSince = Math.max(this.heardAt, this.openedAt);
    if (this.line.isOpen && Date.now() - quietSince > STALE_AFTER) {
      this.line.cut();
    }
  }

  hear(frame) {
    let changed = null;
    switch (frame.type) {
      case 'snapshot':
        this.conference = frame.conference;
        this.rollCall = frame.rollCall;
        this.rows = new Map(frame.sites.map(row => [row.code, row]));
        this.refusal = null;
        break;
      case 'delta':
        if (frame.from !== this.revision) {
          // something is missing: every connection begins with all of it
          this.line.cut();
          return;
        }
        changed = frame.sites;
        changed.forEach(row => this.rows.set(row.code, row));
        break;
      case 'heartbeat':
        changed = [];
        break;
      default:
        return;
    }
    if (frame.totals) {
      this.totals = frame.totals;
    }
    this.revision = frame.revision;
    this.asOf = frame.asOf;
    this.heardAt = Date.now();
    this.onChange(changed);
    if (changed === null) {
      this.onWhole();
    }
  }

  /** What was open is gone; answers whether to try again. */
  async lost(code, greeted) {
    this.onChange([]);
    if (code === REVOKED || !greeted) {
      return this.askWhy();
    }
    return true;
  }

  /** A refused handshake tells a browser nothing: the same is asked over HTTP. */
  async askWhy() {
    try {
      const me = await get('/me', QUICK);
      if (!this.line.ended && isAnother(me)) {
        this.end();
        this.onGone(me);
        return false;
      }
      await get(`/conferences/${encodeURIComponent(this.conferenceId)}/headcounts?${this.scope()}`, QUICK);
      this.refuse(null);
    } catch (e) {
      if (this.line.ended) {
        return false;
      }
      if (e instanceof Problem && e.status === 401) {
        this.end();
        this.onGone();
        return false;
      }
      if (e instanceof Problem && REFUSALS.includes(e.status)) {
        if (this.depth === null && e.errors.some(part => part.code === 'TOO_MANY_SITES')) {
          // the level below is too wide: its top alone can be shown
          this.depth = 0;
          return true;
        }
        this.refuse(e);
      }
    }
    return true;
  }

  refuse(problem) {
    if (this.refusal !== problem) {
      this.refusal = problem;
      this.onChange([]);
    }
  }

  /** Asks for the reason of a refusal again, in the page's language of now. */
  translate() {
    if (this.refusal) {
      this.askWhy();
    }
  }

  end() {
    this.line.end();
  }
}
