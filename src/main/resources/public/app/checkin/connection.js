// The way to the server: the check-in socket, or the same commands over HTTP where sockets are blocked.

import * as api from '../shared/api.js';
import { Line, REVOKED } from '../shared/line.js';

const PING_EVERY = 10_000;
const ANSWER_WITHIN = 6_000;
const SOCKETS_TRIED = 2;
const POLL_EVERY = 4_000;
const COMMANDS_A_FRAME = 50;

/**
 * Callbacks: onState(state): 'connecting', 'online' or 'offline'; onFrame(frame); onRoster(list, rollCall) with a whole list;
 * onGone(): what was sent and not answered may be lost; onRefused(reason): 'revoked' or 'elsewhere'.
 */
export class Connection {
  constructor({ conference, site, byUser }, callbacks) {
    this.conference = conference;
    this.site = site;
    this.byUser = byUser;
    this.callbacks = callbacks;
    this.overHttp = false;
    this.greeted = false;
    this.failures = 0;
    this.tag = null;
    const query = new URLSearchParams({ conference: conference.id, site: site.code });
    this.line = new Line(`/ws/v1/check-in?${query}`, {
      onFrame: frame => this.hear(frame),
      onClose: (code, greeted) => this.lost(code, greeted),
    });
    this.look = () => document.visibilityState === 'visible' && this.check();
  }

  get path() {
    return `/conferences/${this.conference.id}`;
  }

  get query() {
    return `site=${encodeURIComponent(this.site.code)}`;
  }

  start() {
    this.callbacks.onState('connecting');
    this.line.open();
    // a phone that slept finds its line dead: look at once, not at the next ping
    document.addEventListener('visibilitychange', this.look);
  }

  end() {
    document.removeEventListener('visibilitychange', this.look);
    clearTimeout(this.pinging);
    clearTimeout(this.polling);
    this.overHttp = false;
    this.line.end();
  }

  /** Whether commands may be sent now. */
  get ready() {
    return this.greeted || this.overHttp;
  }

  /** How many commands go at once. */
  get most() {
    return COMMANDS_A_FRAME;
  }

  /** Sends commands; their results come as frames. */
  send(commands) {
    if (this.greeted) {
      this.line.send(commands.length === 1 ? commands[0] : commands);
      this.expectAnswer();
    } else {
      this.post(commands);
    }
  }

  resume(epoch, revision) {
    if (this.greeted) {
      this.line.send({ type: 'resume', epoch, revision });
    }
  }

  /** The whole list of the site, with the revision that it is of at least. */
  fetchRoster() {
    return api.getAll(`${this.path}/delegates?${this.query}`);
  }

  // ---- the socket

  hear(frame) {
    clearTimeout(this.expecting);
    this.expecting = 0;
    if (frame.type === 'welcome' && !this.greeted) {
      this.greeted = true;
      this.failures = 0;
      this.overHttp = false;
      clearTimeout(this.polling);
      this.pinging = setTimeout(() => this.check(), PING_EVERY);
    }
    this.callbacks.onFrame(frame);
    if (frame.type === 'welcome') {
      this.callbacks.onState('online');
    }
  }

  /** Asks for a sign of life: the server's own pings are not shown to a page. */
  check() {
    if (!this.greeted) {
      this.line.hurry();
      return;
    }
    clearTimeout(this.pinging);
    this.line.send({ type: 'ping' });
    this.expectAnswer();
    this.pinging = setTimeout(() => this.check(), PING_EVERY);
  }

  /** A line on which nothing comes back is none, whatever the browser says. */
  expectAnswer() {
    this.expecting ||= setTimeout(() => this.line.cut(), ANSWER_WITHIN);
  }

  async lost(code, greeted) {
    clearTimeout(this.pinging);
    clearTimeout(this.expecting);
    this.expecting = 0;
    const wasOpen = this.greeted;
    this.greeted = false;
    if (wasOpen) {
      this.callbacks.onGone();
    }
    if (code === REVOKED) {
      // the password, the pass or the site: /me knows whether there is a way back
      this.callbacks.onState('offline');
      this.callbacks.onRefused('revoked');
      return false;
    }
    if (!this.overHttp) {
      this.callbacks.onState('offline');
    }
    if (greeted) {
      return true;
    }
    this.failures++;
    return this.askWhy();
  }

  /** A page cannot see why a handshake was refused: the same is asked over HTTP. */
  async askWhy() {
    try {
      const me = await api.get('/me', { timeout: 8_000 });
      if (!this.byUser && (me.site?.code !== this.site.code || me.conference?.id !== this.conference.id)) {
        this.callbacks.onRefused('elsewhere');
        return false;
      }
    } catch (e) {
      if (e.status === 401) {
        this.callbacks.onState('offline');
        this.callbacks.onRefused('revoked');
        return false;
      }
      return true;
    }
    if (this.failures >= SOCKETS_TRIED && !this.overHttp && !this.line.ended) {
      this.poll();
    }
    return true;
  }

  // ---- over HTTP

  /** Asks for what a socket would have told, again and again until there is one. */
  async poll() {
    clearTimeout(this.polling);
    try {
      const board = await api.get(`${this.path}/headcounts?${this.query}&depth=0`);
      await this.fetchIfChanged(board.rollCall.id);
      if (this.greeted || this.line.ended) {
        return;
      }
      const [row] = board.sites;
      this.overHttp = true;
      this.callbacks.onFrame({
        type: 'welcome',
        serverTime: board.asOf,
        epoch: board.epoch,
        conference: board.conference,
        rollCall: board.rollCall,
        site: { code: row.code, name: row.name },
        headcount: row.headcount,
        report: row.report,
      });
      this.callbacks.onState('online');
    } catch (e) {
      this.failOverHttp(e);
    }
    if (this.overHttp) {
      this.polling = setTimeout(() => this.poll(), POLL_EVERY);
    }
  }

  async fetchIfChanged(rollCall) {
    const { status, headers } = await api.exchange('GET', `${this.path}/delegates?${this.query}&size=1`, {
      headers: this.tag ? { 'If-None-Match': this.tag } : {},
    });
    if (status === 304) {
      return;
    }
    const list = await this.fetchRoster();
    // of before a socket came: it has told of what happened since, which is not in this list
    if (!this.greeted) {
      await this.callbacks.onRoster(list, rollCall);
      this.tag = headers.get('ETag');
    }
  }

  async post(commands) {
    try {
      const results = await api.call('POST', `${this.path}/commands?${this.query}`, { body: commands });
      results.forEach(result => this.callbacks.onFrame(result));
    } catch (e) {
      this.failOverHttp(e);
      this.callbacks.onGone();
    }
  }

  /** Whatever it is that answers so: it takes no commands, and so there is no line. */
  failOverHttp(error) {
    clearTimeout(this.polling);
    if (error.status === 401) {
      this.overHttp = false;
      this.callbacks.onRefused('revoked');
      return;
    }
    if (this.overHttp) {
      this.overHttp = false;
      this.callbacks.onState('offline');
      // it may serve again before the next handshake fails
      this.polling = setTimeout(() => this.poll(), POLL_EVERY);
    }
  }
}
