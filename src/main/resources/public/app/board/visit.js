// What every page with a board goes through: who is here, which conference, and what is shown until there are figures.

import { get } from '../shared/api.js';
import { describe } from '../shared/dialog.js';
import { failed, loading, loginForm } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { View } from '../shared/view.js';
import { conferenceChoice, revoked } from './doors.js';
import { address, enter, isByPass, parameter, signIn, signOut } from './entry.js';
import { Watch } from './watch.js';

const TICK = 1000;
const TRY_AGAIN = 5000;

/** A page with a board. Its own part draws the figures, and takes what frames bring: take(changed). */
export class Visit extends View {
  constructor() {
    super();
    this.stage = 'loading';
    this.error = '';
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
    this.begin();
  }

  async begin() {
    clearTimeout(this.again);
    this.leaveBoard('loading');
    this.about = null;
    try {
      Object.assign(this, { error: '', ...(await enter()) });
    } catch (e) {
      this.stage = 'failed';
      this.error = describe(e);
      this.again = setTimeout(() => this.begin(), TRY_AGAIN);
    }
    this.asked = parameter('conference');
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
      onGone: () => this.gone(),
    });
    this.readConference();
  }

  async readConference() {
    try {
      this.about = await get(`/conferences/${encodeURIComponent(this.conference)}`);
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

  /** The token counts no more. */
  gone() {
    this.leaveBoard(isByPass() ? 'revoked' : 'login');
    this.error = this.stage === 'login' ? t('board.signedOut') : '';
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
      this.error = describe(e);
    }
    this.busy = false;
    this.requestUpdate();
  }

  async logout() {
    try {
      await signOut();
      this.error = '';
    } catch (e) {
      this.error = describe(e);
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
          history.replaceState(null, '', address({ as: null, conference: null, site: null }));
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
