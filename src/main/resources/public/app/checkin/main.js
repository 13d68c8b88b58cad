// Opens the check-in page: who this device is, and then the screen.

import * as api from '../shared/api.js';
import { html, icon, nothing, View } from '../shared/view.js';
import { addMessages, t } from '../shared/i18n.js';
import { failed, languageSwitch, loading } from '../shared/frame.js';
import sharedVi from '../shared/vi.js';
import sharedEn from '../shared/en.js';
import vi from './vi.js';
import en from './en.js';
import { lastPlace, leftBehind, rememberPlace, Store } from './store.js';
import { Session } from './session.js';
import './screen.js';

addMessages({ vi: { ...sharedVi, ...vi }, en: { ...sharedEn, ...en } });

const LOCK_PATIENCE = 1500;
const EXCHANGE_AGAIN = 4000;

class CheckIn extends View {
  static properties = { stage: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.stage = 'opening';
    this.fault = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.begin();
    addEventListener('hashchange', () => this.stage === 'ready' && location.hash.length > 1 && location.reload());
  }

  async begin() {
    this.stage = 'opening';
    const query = new URLSearchParams(location.search);
    try {
      if (query.has('conference') && query.has('site')) {
        await this.beginAsOrganizer(query);
        return;
      }
      api.callAs('pass');
      if (location.hash.length > 1) {
        await this.takePass(decodeURIComponent(location.hash.slice(1)));
        return;
      }
      await this.goOn();
    } catch (e) {
      if (!(e instanceof api.Problem || e instanceof api.Unreachable)) {
        console.error('the page could not be opened', e);
      }
      this.fault = e;
      this.stage = e.status === 401 || e.status === 403 ? 'no-pass' : 'failed';
    }
  }

  /** A link was opened: its token becomes a cookie, and leaves the address. */
  async takePass(token) {
    let me = null;
    try {
      me = await api.post('/pass', { token });
    } catch (e) {
      const kept = e instanceof api.Unreachable && (await lastPlace());
      if (!kept) {
        throw e;
      }
      // the site of last time, most likely; the server says so once there is a line
      history.replaceState(null, '', '/checkin');
      await this.use(kept);
      this.exchangeLater(token);
      return;
    }
    history.replaceState(null, '', '/checkin');
    if (me.role !== 'COORDINATOR') {
      location.replace('/board?as=board');
      return;
    }
    await this.use(await this.withZone(me));
  }

  /** Takes a pass that was opened without a line as soon as there is one. */
  async exchangeLater(token) {
    try {
      await api.post('/pass', { token });
      location.reload();
    } catch (e) {
      if (e instanceof api.Unreachable) {
        setTimeout(() => this.exchangeLater(token), EXCHANGE_AGAIN);
      } else if (e.status === 401) {
        this.session.refuse('revoked');
      }
    }
  }

  /** Starts with what the device knows, and asks the server afterwards whether that still holds. */
  async goOn() {
    const kept = await lastPlace();
    if (kept) {
      await this.use(kept, true);
      return;
    }
    const me = await api.get('/me');
    if (me.role !== 'COORDINATOR') {
      this.stage = 'no-pass';
      return;
    }
    await this.use(await this.withZone(me));
  }

  /** An organizer may stand in for a coordinator anywhere. */
  async beginAsOrganizer(query) {
    const me = await api.get('/me');
    const conference = await api.get(`/conferences/${encodeURIComponent(query.get('conference'))}`);
    const site = await api.get(`/conferences/${conference.id}/sites/${encodeURIComponent(query.get('site'))}`);
    await this.use({ ...me, conference, site, zone: conference.zone });
  }

  async withZone(me) {
    const { zone } = await api.get(`/conferences/${me.conference.id}`);
    const whole = { ...me, zone };
    await rememberPlace(whole);
    return whole;
  }

  async use(me, unsure = false) {
    if (!(await this.alone(me))) {
      return;
    }
    let store;
    try {
      store = await Store.open(me);
    } catch (e) {
      console.error('no database', e);
      this.stage = 'no-storage';
      return;
    }
    const session = new Session(me, store);
    session.zone = me.zone;
    await session.open();
    this.session = session;
    document.title = `${me.site.name} · ${t('checkin.name')}`;
    this.stage = 'ready';
    session.connect();
    navigator.storage?.persist?.();
    if (unsure) {
      this.makeSure(session);
    }
    try {
      session.leftBehind = me.kind === 'pass' ? await leftBehind(me) : [];
      session.changed();
    } catch (e) {
      console.error('what other sites left behind could not be looked at', e);
    }
  }

  /** The pass may have been exchanged for another, or revoked, since the device was last used. */
  async makeSure(session) {
    try {
      const me = await api.get('/me');
      if (me.site?.code !== session.me.site.code || me.conference?.id !== session.me.conference.id) {
        if (me.role === 'COORDINATOR') {
          await this.withZone(me);
          location.reload();
          return;
        }
        session.refuse('revoked');
        return;
      }
      session.me = await this.withZone(me);
      session.changed();
    } catch (e) {
      if (e.status === 401) {
        session.refuse('revoked');
      }
    }
  }

  /** Two tabs would send the same queue: only one of them works. */
  async alone(me) {
    if (!navigator.locks) {
      return true;
    }
    const name = `rollcall-${me.conference.id}-${me.site.code}`;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOCK_PATIENCE);
    const held = await this.hold(name, { signal: patience.signal });
    clearTimeout(timer);
    if (!held) {
      this.takeOver = async () => {
        await this.hold(name, { steal: true });
        await this.use(me, true);
      };
      this.stage = 'elsewhere';
    }
    return held;
  }

  hold(name, options) {
    if (this.holding) {
      return true;
    }
    return new Promise(resolve => {
      navigator.locks
        .request(name, options, () => {
          this.holding = true;
          resolve(true);
          return new Promise(() => {}); // held until the tab closes, or another takes it
        })
        .catch(() => {
          if (this.holding) {
            this.holding = false;
            this.session?.end();
            this.takeOver = () => location.reload();
            this.stage = 'elsewhere';
          }
          resolve(false);
        });
    });
  }

  paste(event) {
    event.preventDefault();
    const token = new FormData(event.target).get('link').trim().split('#').at(-1);
    location.hash = token;
    this.begin();
  }

  render() {
    switch (this.stage) {
      case 'ready':
        return html`<checkin-screen .session=${this.session}></checkin-screen>`;
      case 'opening':
        return this.frame(loading());
      case 'elsewhere':
        return this.frame(html`<section class="card narrow stack"><h1>${t('checkin.other-tab')}</h1><p>${t('checkin.other-tab.text')}</p>
          <button type="button" class="button primary" @click=${() => this.takeOver()}>${t('checkin.other-tab.take')}</button></section>`);
      case 'no-storage':
        return this.frame(failed(t('checkin.no-storage')));
      case 'failed':
        return this.frame(failed(this.fault.status ? this.fault.message : t('unreachable'), () => this.begin()));
      default:
        return this.frame(html`<section class="card narrow stack">
          <h1>${t('checkin.no-pass')}</h1>
          ${location.hash.length > 1 ? html`<p class="banner bad" role="alert">${icon('lock')}<span>${t('checkin.no-pass.invalid')}</span></p>` : nothing}
          <p>${t('checkin.no-pass.text')}</p>
          <form class="stack" @submit=${event => this.paste(event)}>
            <label class="field"><span>${t('checkin.no-pass.link')}</span><input name="link" required autocomplete="off"></label>
            <button class="button primary">${t('checkin.no-pass.open')}</button>
          </form></section>`);
    }
  }

  frame(content) {
    return html`<header class="page-header"><strong>${t('checkin.name')}</strong>${languageSwitch()}</header>
      <main class="page-main">${content}</main>`;
  }
}

customElements.define('rollcall-checkin', CheckIn);

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { scope: '/checkin' }).catch(() => {
    // without it the page works all the same while there is a line
  });
}
