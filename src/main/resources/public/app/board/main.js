// The board of organizers and viewers.

import { keyed } from 'lit/directives/keyed.js';
import { failed, languageSwitch, loading, signOut } from '../shared/frame.js';
import { addMessages, t } from '../shared/i18n.js';
import sharedEn from '../shared/en.js';
import sharedVi from '../shared/vi.js';
import { html, icon, nothing, oncePerFrame } from '../shared/view.js';
import { AlarmWatch, begunAt } from './alarms.js';
import { alarmNews, alarmsBand } from './alarms-band.js';
import en from './en.js';
import { address, followed, parameter, seesNames } from './entry.js';
import { asOf, staleBanner } from './freshness.js';
import { giveAway } from './give-away.js';
import { breadcrumb, Path } from './path.js';
import './curve.js';
import './feed.js';
import './level.js';
import './panel.js';
import { Sites } from './sites.js';
import './sites-view.js';
import { totalsBand } from './totals.js';
import vi from './vi.js';
import { Visit } from './visit.js';

addMessages({ vi: sharedVi, en: sharedEn });
addMessages({ vi, en });

/** For so long after a change, lists are looked at again: marks fade, orders settle. */
const SETTLING = 3000;

class Board extends Visit {
  constructor() {
    super();
    this.alarm = null;
    this.sites = new Sites();
    this.alarmWatch = new AlarmWatch();
    this.version = 0;
    this.structure = 0;
    this.path = new Path(() => this.requestUpdate());
    this.draw = oncePerFrame(frame => this.paint(frame));
  }

  follow() {
    this.alarm = null;
    this.alarmWatch.forget();
    this.sites = new Sites();
    this.structure++;
    super.follow();
  }

  readAround() {
    this.path.follow(this.conference, this.site);
    return super.readAround();
  }

  take(changed) {
    if (changed === null) {
      this.sites.reset(this.watch.rows);
      this.structure++;
    } else {
      this.sites.update(changed, performance.now());
    }
    if (changed === null || changed.length) {
      this.changedAt = performance.now();
    }
    this.draw();
  }

  /** Draws what frames brought; leaves a measure that says which frame of the screen it was drawn in. */
  async paint(frame) {
    const start = performance.now();
    this.judge();
    this.version++;
    this.requestUpdate();
    await this.updateComplete;
    await this.querySelector('rollcall-sites')?.updateComplete;
    performance.clearMeasures('rollcall.draw');
    performance.measure('rollcall.draw', { start, detail: { frame, revision: this.watch?.revision } });
  }

  judge() {
    const { watch } = this;
    if (!watch?.asOf) {
      return;
    }
    this.sites.judge({ state: watch.rollCall.state, now: Date.parse(watch.asOf), begunAt: begunAt(watch.rows) });
    const news = alarmNews(this.alarmWatch.news(this.sites.all));
    if (news) {
      this.news = news;
    }
  }

  tick() {
    if (performance.now() - this.changedAt < SETTLING) {
      this.version++;
    }
    super.tick();
  }

  render() {
    const shown = this.stage === 'board' && this.watch?.asOf;
    document.title = shown ? `${this.watch.conference.title} – ${t('board.title')}` : t('board.title');
    return html`<a class="skip" href="#main" @click=${event => {
      event.preventDefault();
      this.querySelector('main').focus();
    }}>${t('board.skip')}</a>
      ${this.header()}
      <main id="main" class="page-main" tabindex="-1">${this.body()}</main>
      <p class="hidden-label" role="status">${this.news ?? ''}</p>
      ${shown && this.open ? this.panel() : nothing}`;
  }

  header() {
    const { watch } = this;
    const state = watch?.rollCall?.state;
    return html`<header class="page-header board-header">
      <div class="board-title">
        ${this.stage === 'board' || this.stage === 'choice'
          ? html`<h1>${watch?.conference?.title ?? t('board.title')}</h1>`
          : html`<p class="brand">${t('board.title')}</p>`}
        ${state ? html`<p class="roll-call"><span>${t('board.rollCall', { title: watch.rollCall.title })}</span>
          <span class="state ${state === 'OPEN' ? 'good' : 'info'}">${icon(state === 'OPEN' ? 'unlock' : 'lock')}
            <span>${t(`rollCall.${state}`)}</span></span></p>` : nothing}
      </div>
      <div class="row">
        ${watch ? asOf(watch, this.zone) : nothing}
        ${this.stage === 'board' && this.me.role === 'ORGANIZER' ? html`<button type="button" class="button"
          @click=${() => giveAway(this.conference, this.zone)}>${icon('display')}<span>${t('board.hallLinks')}</span></button>` : nothing}
        ${languageSwitch()}
        ${this.stage === 'board' || this.stage === 'choice' ? signOut(this.me.username, () => this.logout()) : nothing}
      </div>
    </header>`;
  }

  get open() {
    return parameter('open');
  }

  body() {
    if (this.stage !== 'board') {
      return this.doors();
    }
    return this.watch.refusal || !this.watch.asOf ? this.beforeFigures() : this.figures();
  }

  beforeFigures() {
    const { refusal } = this.watch;
    if (!refusal) {
      return html`${staleBanner(this.watch)}${loading()}`;
    }
    // where it is not the site that is refused, it is the conference
    const { site: own } = this.me;
    const [conference, way] = own ? [this.conference, own.name]
      : this.site ? [this.conference, t('board.wholeConference')] : [null, t('board.choose')];
    return html`${failed(refusal.message, null)}
      <p class="row centred"><a class="button" href=${address({ site: own?.code, open: null, conference })}>
        ${icon('arrow-left')}<span>${way}</span></a></p>`;
  }

  figures() {
    const { watch } = this;
    return html`
      ${staleBanner(watch)}
      ${breadcrumb(this.path, this.site, this.me.site?.code, code => this.goTo({ site: code, open: null }))}
      <div class="figures-area ${watch.isStale ? 'is-stale' : ''}">
        ${totalsBand(watch.totals)}
        ${alarmsBand(this.sites.all, {
          top: this.site,
          chosen: this.alarm,
          choose: kind => this.chooseAlarm(kind),
          open: code => this.openSite(code),
          enter: (event, code) => followed(event) && this.goTo({ site: code, open: null }),
        })}
        ${watch.depth === 0 ? html`<p class="banner too-wide">${icon('info-circle')}<span>${t('board.tooWide')}</span></p>` : nothing}
        <div class="board-columns">
          <section class="sites-section" aria-labelledby="sites-title">
            <rollcall-sites .sites=${this.sites} .totals=${watch.totals} .structure=${this.structure} .version=${this.version}
              .zone=${this.zone} .top=${this.site} .alarm=${this.alarm} .conference=${this.conference}
              @open-site=${event => this.openSite(event.detail)}
              @enter-site=${event => this.goTo({ site: event.detail, open: null })}
              @find-site=${event => this.goTo(event.detail)}
              @clear-alarm=${() => this.chooseAlarm(null)}></rollcall-sites>
            ${this.level()}
          </section>
          ${keyed(`${this.conference} ${this.site}`, this.aside())}
        </div>
      </div>`;
  }

  /** The level that is too wide for the list, where there is one. */
  level() {
    const above = this.site ?? (this.sites.all.length === 1 ? this.sites.all[0].code : null);
    return this.watch.depth === 0 && above
      ? html`<section class="level-section" aria-labelledby="level-title"><h3 id="level-title">${t('board.level')}</h3>
          ${keyed(`${this.conference} ${above}`, html`<rollcall-level .conference=${this.conference} .site=${above} .seen=${this.structure}
            .zone=${this.zone} @find-site=${event => this.goTo(event.detail)}></rollcall-level>`)}</section>`
      : nothing;
  }

  /** What is in no frame: of the whole conference, whatever level is shown; a coordinator's is of the own hall. */
  aside() {
    const { watch } = this;
    const own = this.me.site?.code;
    const seen = `${this.structure} ${watch.revision}`;
    return html`<div class="board-aside">
      <section class="card" aria-labelledby="curve-title">
        <h2 id="curve-title">${own ? t('board.curveOfHall', { site: this.me.site.name }) : t('board.curveOfAll')}</h2>
        <rollcall-curve .conference=${this.conference} .site=${own} .seen=${seen} .zone=${this.zone}
          .until=${watch.rollCall.state === 'OPEN' ? watch.asOf : null}></rollcall-curve>
      </section>
      ${seesNames(this.me) ? html`<section class="card" aria-labelledby="feed-title">
        <h2 id="feed-title">${t(this.site ? 'board.feedOfAll' : 'board.feed')}</h2>
        <rollcall-feed .conference=${this.conference} .seen=${seen} .sites=${this.sites.byCode}
          .zone=${this.zone}></rollcall-feed></section>` : nothing}
    </div>`;
  }

  panel() {
    return html`<rollcall-site-panel .code=${this.open} .site=${this.sites.byCode.get(this.open)} .watch=${this.watch}
      .age=${this.watch.silence} .zone=${this.zone} .names=${seesNames(this.me)} .organizer=${this.me.role === 'ORGANIZER'}
      .sites=${this.sites.byCode} .structure=${this.structure}
      @enter-site=${event => this.goTo({ site: event.detail, open: null })}
      @gone=${event => this.gone(event.detail)}
      @close-site=${() => this.closeSite()}></rollcall-site-panel>`;
  }

  chooseAlarm(kind) {
    this.alarm = kind;
    this.requestUpdate();
    if (kind) {
      this.querySelector('.sites-section').scrollIntoView({ block: 'start' });
    }
  }

  openSite(code) {
    history.pushState({ opened: true }, '', address({ open: code }));
    this.requestUpdate();
  }

  /** Goes back to where it was opened; where the page began with it, there is no such place. */
  closeSite() {
    if (!history.state?.opened) {
      history.replaceState(null, '', address({ open: null }));
      this.moved();
    } else if (!this.closing) {
      this.closing = true;
      history.back();
    }
  }

  updated() {
    const closed = this.open ? null : this.shownOpen;
    this.shownOpen = this.open;
    if (closed && document.activeElement === document.body) {
      this.querySelector('rollcall-sites')?.openerOf(closed)?.focus({ preventScroll: true });
    }
  }

  goTo(changes) {
    history.pushState(null, '', address(changes));
    this.moved();
    scrollTo(0, 0);
    this.querySelector('main').focus({ preventScroll: true });
  }

  /** Follows the address. */
  moved() {
    this.closing = false;
    super.moved();
    this.requestUpdate();
  }
}

customElements.define('rollcall-board', Board);
