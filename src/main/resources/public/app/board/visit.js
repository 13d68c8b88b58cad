// What every page with a board goes through: who is here, which conference, and what is shown until there are figures.

import { get, Problem } from '../shared/api.js';
import { describe } from '../shared/dialog.js';
import { failed, loading, loginForm } from '../shared/frame.js';
import { onLanguage, t } from '../shared/i18n.js';
import { View } from '../shared/view.js';
import { another, conferenceChoice, revoked } from './doors.js';
import { address, enter, parameter, passKind, settle, signIn, signOut } from './entry.js';
import { Watch } from './watch.js';

const TICK = 1000;
const TRY_AGAIN = 5000;

/** Whose board of which conference the address names. */
const choice = () => `${parameter('as')} ${parameter('conference')}`;

/** A page with a board. Its own part draws the figures, and takes what frames bring: take(changed). */
export class Visit extends View {
  constructor() {
    super();
    this.stage = 'loading';
    this.fault = null;
    this.turn = 0;
    this.busy = false;
    this.watch = null;
    this.about = null;
  }

  connectedCallback() {
    super.connectedCallback();
    setInterval(() => this.tick(), TICK);
    // a page that was out of sight shows its age before anything else
    document.addEventListener('visibilitychange', () => this.tick());
    // another pass opened in the same tab
    addEventListener('hashchange', () => location.hash.length > 1 && this.begin());
    addEventListener('popstate', () => this.moved());
    onLanguage(() => this.translate());
    this.begin();
  }

  async begin() {
    const turn = ++this.turn;
    clearTimeout(this.again);
    this.leaveBoard('loading');
    this.about = null;
    this.asked = choice();
    let found;
    try {
      found = { fault: null, ...(await enter()) };
    } catch (e) {
      found = { stage: 'failed', fault: e };
    }
    if (turn !== this.turn) {
      return;
    }
    Object.assign(this, found);
    if (this.stage === 'failed') {
      this.again = setTimeout(() => this.begin(), TRY_AGAIN);
    }
    this.asked = choice();
    if (this.stage === 'board') {
      this.follow();
    }
    this.requestUpdate();
  }

  /** Follows the conference, or the site that the address names. */
  follow() {
    this.watch?.end();
    this.site = parameter('site');
    this.watch = new Watch({ conference: this.conference, site: this.site }, {
      onChange: changed => this.watch && this.take(changed),
      onWhole: () => this.readAround(),
      onGone: me => this.gone(me),
    });
  }

  /** Follows the address. */
  moved() {
    if (choice() !== this.asked) {
      this.begin();
    } else if (this.stage === 'board' && parameter('site') !== this.site) {
      this.follow();
    }
  }

  /** What is in no frame, and may have changed where all of it comes anew: the conference, with its zone. */
  async readAround() {
    const { watch } = this;
    try {
      const about = await get(`/conferences/${encodeURIComponent(this.conference)}`);
      if (watch === this.watch) {
        this.about = about;
      }
    } catch {
      // until the zone is known, times are shown in the device's own
    }
    this.requestUpdate();
  }

  get zone() {
    return this.about?.zone;
  }

  tick() {
    if (this.watch) {
      this.watch.tick();
      this.requestUpdate();
    }
  }

  /** The token counts no more; where `me` is given, another does. */
  gone(me) {
    if (me) {
      this.me = me;
      this.leaveBoard('another');
      return;
    }
    this.leaveBoard(passKind() ? 'revoked' : 'login');
    this.fault = this.stage === 'login' ? 'board.signedOut' : null;
  }

  /** What went wrong: a message's key, or what was thrown. */
  get error() {
    const { fault } = this;
    return typeof fault === 'string' ? t(fault) : fault ? describe(fault) : '';
  }

  /** The server's own words are in the language of before: they are asked for again, or go. */
  translate() {
    if (this.stage === 'failed') {
      this.begin();
    } else if (this.fault instanceof Problem) {
      this.fault = null;
    }
    this.watch?.translate();
  }

  leaveBoard(stage) {
    this.watch?.end();
    this.watch = null;
    this.stage = stage;
    this.requestUpdate();
  }

  async login(username, password) {
    this.busy = true;
    this.requestUpdate();
    try {
      await signIn(username, password);
      await this.begin();
    } catch (e) {
      this.fault = e;
    }
    this.busy = false;
    this.requestUpdate();
  }

  async logout() {
    try {
      await signOut();
      this.fault = null;
    } catch (e) {
      this.fault = e;
    }
    this.leaveBoard('login');
  }

  chooseConference(id) {
    history.pushState(null, '', address({ conference: id }));
    this.begin();
  }

  /** What stands before the figures. */
  doors() {
    switch (this.stage) {
      case 'login':
        return loginForm({ error: this.error, busy: this.busy, submit: (...user) => this.login(...user) });
      case 'revoked':
        return revoked(() => {
          history.replaceState(null, '', address({ as: null, conference: null, site: null, open: null }));
          this.begin();
        });
      case 'another':
        return another(this.me, () => {
          settle(this.me);
          this.begin();
        });
      case 'choice':
        return conferenceChoice(this.conferences, id => this.chooseConference(id));
      case 'failed':
        return failed(this.error, () => this.begin());
      default:
        return loading();
    }
  }
}
