// The page where a conference is prepared: who is there, which view the address names, and what stands around it.

import { keyed } from 'lit/directives/keyed.js';
import { html, icon, nothing, View } from '../shared/view.js';
import { addMessages, onLanguage, t } from '../shared/i18n.js';
import { get, Problem } from '../shared/api.js';
import { closeDialogs, describe, notice } from '../shared/dialog.js';
import { failed, languageSwitch, loading, loginForm, signOut as signOutButton } from '../shared/frame.js';
import sharedEn from '../shared/en.js';
import sharedVi from '../shared/vi.js';
import en from './en.js';
import vi from './vi.js';
import { focusNextHeading } from './page.js';
import { banner, conferenceState, link } from './parts.js';
import { go, href, route } from './router.js';
import { onSession, recognise, session, signIn, signOut } from './session.js';
import { question } from './forms.js';
import { onSheets, unprinted } from './made-passes.js';
import { inConference, views } from './views.js';

addMessages({ vi: sharedVi, en: sharedEn });
addMessages({ vi, en });

/** What an organizer finds in a conference; a viewer finds the first and those marked. */
const SECTIONS = [
  ['overview', 'house', true],
  ['sites', 'diagram-3', false],
  ['delegates', 'people', false],
  ['rollCalls', 'clipboard-check', false],
  ['passes', 'key', false],
  ['print', 'printer', false],
  ['log', 'journal-text', true],
  ['reviews', 'flag', true],
];
const SECTION_OF = { delegate: 'delegates', sheets: 'passes', badges: 'print', lists: 'print' };

customElements.define('rollcall-admin', class extends View {
  static properties = {
    known: { state: true },
    route: { state: true },
    conference: { state: true },
    trouble: { state: true },
    loginError: { state: true },
    busy: { state: true },
    offline: { state: true },
  };

  constructor() {
    super();
    this.known = false;
    this.route = route();
    this.conference = null;
    this.trouble = null;
    this.loginError = null;
    this.busy = false;
    this.offline = !navigator.onLine;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', () => this.arrive());
    addEventListener('online', () => { this.offline = false; });
    addEventListener('offline', () => { this.offline = true; });
    onSession(() => this.meet());
    onSheets(() => this.requestUpdate());
    onLanguage(() => this.askAgain());
    this.begin();
  }

  /** Where the sections stand in one line, the one that is shown must not be out of sight. */
  updated(changed) {
    const current = changed.has('route') && this.querySelector('.side [aria-current]');
    if (current) {
      const list = current.closest('ul');
      list.scrollLeft = current.offsetLeft - list.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
    }
  }

  /** Who was signed out in the middle of something goes on at the form. */
  async meet() {
    this.requestUpdate();
    await this.updateComplete;
    if (session.isOver) {
      this.querySelector('input[name="username"]')?.focus();
    }
  }

  async begin() {
    this.trouble = null;
    try {
      await recognise();
      await this.enter();
    } catch (e) {
      this.trouble = { error: e, again: () => this.begin() };
    }
    this.known = true;
  }

  /** What the server said stands in the language it was asked in. */
  askAgain() {
    if (this.loginError instanceof Problem) {
      this.loginError = null;
    }
    if (this.trouble?.error instanceof Problem) {
      this.trouble.again();
    }
  }

  arrive() {
    const before = this.route;
    this.route = route();
    // a question is about what was shown when it was asked
    closeDialogs();
    if (this.route.path !== before.path) {
      focusNextHeading();
      scrollTo(0, 0);
    }
    this.enter();
  }

  /** Fetches the conference that the address is in. */
  async enter(anew = false) {
    const id = this.route.params.c;
    if (String(this.conference?.id) !== id) {
      // nothing of one conference may be drawn, or pressed, below the address of another
      this.conference = null;
    }
    if (!id || !session.isUser) {
      this.conference = null;
      this.trouble = null;
      return;
    }
    if (!anew && this.conference) {
      return;
    }
    if (!this.conference) {
      this.trouble = null;
    }
    try {
      const conference = await get(`/conferences/${encodeURIComponent(id)}`);
      if (this.route.params.c === id) {
        this.conference = conference;
        this.trouble = null;
      }
    } catch (e) {
      if (this.route.params.c === id) {
        this.trouble = { error: e, again: () => this.enter(true) };
      }
    }
  }

  async login(username, password) {
    this.busy = true;
    this.loginError = null;
    try {
      await signIn(username, password);
      focusNextHeading();
      await this.enter(true);
    } catch (e) {
      this.loginError = e;
    }
    this.busy = false;
  }

  async leave() {
    const sheets = unprinted.count;
    if (sheets && !await question({
      title: t('admin.leave.title'), body: t('admin.leave.text', { n: sheets }), action: t('signOut'), danger: true, work: () => {},
    })) {
      return;
    }
    try {
      await signOut();
      unprinted.forget();
      this.conference = null;
      go(href('conferences'));
    } catch (e) {
      notice(describe(e), 'bad');
    }
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${event => {
        event.preventDefault();
        this.querySelector('#main').focus();
      }}>${t('admin.skip')}</a>
      ${this.top()}
      ${this.offline ? html`<div class="banner warn offline" role="alert">${icon('wifi-off')}<span>${t('admin.offline')}</span></div>` : nothing}
      ${this.sheetsWaiting()}
      ${this.body()}`;
  }

  top() {
    return html`<header class="page-header top">
      <a class="brand" href=${href('conferences')}>
        <img src=${document.querySelector('link[rel="icon"]').href} alt="" width="32" height="32">
        <span><strong>${t('product')}</strong><small>${t('admin.product')}</small></span></a>
      ${session.isUser ? html`<nav class="row main-nav" aria-label=${t('admin.nav.main')}>
        ${this.tab('conferences', 'calendar-event', this.route.name !== 'users')}
        ${session.isOrganizer ? this.tab('users', 'person', this.route.name === 'users') : nothing}
      </nav>` : nothing}
      <div class="row top-end">
        ${languageSwitch()}
        ${session.isUser ? html`<span class="who">${session.me.username}</span>${signOutButton(session.me.username, () => this.leave())}` : nothing}
      </div>
    </header>`;
  }

  tab(name, sign, current) {
    return html`<a class="button quiet" href=${href(name)} aria-current=${current ? 'page' : nothing}>
      ${icon(sign)}<span>${t(`admin.nav.${name}`)}</span></a>`;
  }

  /** Sheets with tokens exist in this window only: that must be seen from everywhere. */
  sheetsWaiting() {
    const here = this.conference?.id;
    const elsewhere = unprinted.conferences.filter(id => !(this.route.name === 'sheets' && id === here));
    if (!session.isOrganizer || !elsewhere.length) {
      return nothing;
    }
    const sheets = elsewhere.reduce((sum, id) => sum + unprinted.of(id), 0);
    return html`<div class="banner warn sheets-waiting" role="status">${icon('printer')}
      <span>${t('admin.sheets.waiting', { n: sheets })}</span>
      ${link('printer', t('admin.sheets.show'), href('sheets', { c: elsewhere.includes(here) ? here : elsewhere[0] }), 'small')}</div>`;
  }

  body() {
    if (!this.known) {
      return html`<main id="main" tabindex="-1" class="page-main">${loading()}</main>`;
    }
    if (!session.isUser) {
      return this.door();
    }
    const inside = inConference.has(this.route.name);
    if (!inside) {
      return html`<main id="main" tabindex="-1" class="page-main content">${this.trouble
        ? failed(describe(this.trouble.error), this.trouble.again) : this.view()}</main>`;
    }
    return html`<div class="with-side">
      ${this.conference ? this.side() : nothing}
      <main id="main" tabindex="-1" class="page-main content" @conference-changed=${() => this.enter(true)}>
        ${this.trouble && !this.conference ? this.missing() : this.conference ? this.view() : loading()}
      </main></div>`;
  }

  missing() {
    const { error, again } = this.trouble;
    const never = error instanceof Problem && error.status < 500;
    const back = link('arrow-left', t('admin.toConferences'), href('conferences'));
    return never ? this.nothingHere('exclamation-octagon', describe(error), back) : html`${failed(describe(error), again)}
      <p class="centre">${back}</p>`;
  }

  nothingHere(sign, text, back) {
    document.title = `${text} · ${t('product')}`;
    return html`<div class="empty">${icon(sign)}<h1>${text}</h1>${back}</div>`;
  }

  side() {
    const { conference } = this;
    const here = this.route.name === 'import'
      ? this.route.params.kind : SECTION_OF[this.route.name] ?? this.route.name;
    return html`<aside class="side" aria-label=${t('admin.nav.conference')}>
      <div class="side-head"><p class="side-title">${conference.title}</p>${conferenceState(conference.state)}</div>
      <nav aria-label=${t('admin.nav.sections')}><ul>
        ${SECTIONS.filter(([, , everybody]) => everybody || session.isOrganizer).map(([name, sign]) => html`<li>
          <a href=${href(name, { c: conference.id })} aria-current=${name === here ? 'page' : nothing}>
            ${icon(sign)}<span>${t(`admin.nav.${name}`)}</span></a></li>`)}
        <li class="apart"><a href="/board?conference=${conference.id}">${icon('bar-chart')}<span>${t('admin.board')}</span></a></li>
        <li><a href="/board/hall?conference=${conference.id}">${icon('display')}<span>${t('admin.hall')}</span></a></li>
      </ul></nav>
    </aside>`;
  }

  view() {
    const make = views[this.route.name];
    if (!make) {
      return this.nothingHere('search', t('admin.noView'), link('arrow-left', t('admin.toConferences'), href('conferences')));
    }
    // another path is another view, with nothing left of the one before
    return keyed(this.route.path, make(this.conference, this.route));
  }

  /** For who is no user: the form to sign in, or where a pass belongs. */
  door() {
    const { me } = session;
    document.title = `${t('signIn')} · ${t('product')}`;
    return html`<main id="main" tabindex="-1" class="page-main">
      ${this.trouble ? failed(describe(this.trouble.error), this.trouble.again) : nothing}
      ${me ? html`<section class="narrow">${banner('info', 'info-circle', html`
        <p><strong>${me.site ? t('admin.door.site', { site: me.site.name, conference: me.conference.title })
          : t('admin.door.board', { conference: me.conference.title })}</strong></p>
        <p>${t('admin.door.elsewhere')}</p>
        <p class="row">${me.site ? link('qr-code-scan', t('admin.door.toCheckIn'), '/checkin', 'primary') : nothing}
          ${link('bar-chart', t('admin.board'), `/board?conference=${me.conference.id}&as=pass`)}</p>`)}</section>` : nothing}
      ${loginForm({ error: this.loginError ? describe(this.loginError) : (session.isOver ? t('admin.signedOut') : ''), busy: this.busy, submit: (username, password) => this.login(username, password) })}
    </main>`;
  }
});
