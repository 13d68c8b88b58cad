// A conference at a glance: what is left to do, and the way to each part of it.

import { html, icon, nothing } from '../shared/view.js';
import { get, getAll, Problem } from '../shared/api.js';
import { number, t } from '../shared/i18n.js';
import { closeConference, editConference, openConference, reopenConference } from './conference-form.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { button, conferenceState, figure, link, mark, moment, rollCallState } from './parts.js';
import { href } from './router.js';
import { session } from './session.js';

/** More passes than these are not fetched for one number. */
const MOST = 5000;

customElements.define('admin-overview', class extends Page {
  constructor() {
    super();
    this.facts = new Loading(this, () => this.gather());
  }

  connectedCallback() {
    super.connectedCallback();
    this.facts.run();
  }

  willUpdate(changed) {
    const before = changed.get('conference');
    if (before && before.state !== this.conference.state) {
      this.facts.run();
    }
  }

  get heading() {
    return this.conference.title;
  }

  lead() {
    const { conference } = this;
    return html`<p class="quiet-text">${conference.organiser} · ${moment(conference.startsAt, conference.zone)} (${conference.zone})</p>`;
  }

  async gather() {
    const { base } = this;
    const [sites, roster, rollCalls, board, reviews, covered] = await Promise.all([
      get(`${base}/sites?size=1`),
      session.isOrganizer ? get(`${base}/delegates?kind=ROSTER&size=1`) : { total: null },
      getAll(`${base}/roll-calls`),
      this.figures(),
      getAll(`${base}/reviews`),
      session.isOrganizer ? this.covered() : 0,
    ]);
    return {
      sites: sites.total,
      delegates: board ? board.totals.expected : roster.total ?? 0,
      rollCalls: rollCalls.items,
      current: board?.rollCall ?? null,
      totals: board?.totals ?? null,
      open: reviews.items.filter(review => !review.settlement).length,
      covered,
    };
  }

  /** How many sites have a pass that works; of a nation's the passes are counted, not looked at. */
  async covered() {
    const { total } = await get(`${this.base}/passes?size=1`);
    if (total > MOST) {
      return total;
    }
    const { items } = await getAll(`${this.base}/passes`);
    return new Set(items.filter(isLive).map(pass => pass.site)).size;
  }

  /** The totals; a tree with too many roots to show has none. */
  async figures() {
    try {
      return await get(`${this.base}/headcounts?depth=0`);
    } catch (e) {
      if (e instanceof Problem && e.status < 500 && e.status !== 401) {
        return null;
      }
      throw e;
    }
  }

  actions() {
    return html`${button('arrow-clockwise', t('admin.refresh'), () => this.refresh(), { kind: 'quiet' })}
      ${session.isOrganizer ? button('pencil', t('admin.edit'), () => this.change(editConference(this.conference))) : nothing}`;
  }

  /** The state of the conference may have been changed from elsewhere, too. */
  refresh() {
    this.conferenceChanged();
    this.facts.run();
  }

  async change(asked) {
    if (await asked) {
      this.conferenceChanged();
    }
  }

  content() {
    return this.facts.draw(facts => html`
      ${this.standing(facts)}
      ${session.isOrganizer ? this.todo(facts) : this.forViewers()}`);
  }

  /** Where the conference is in its life, and the one step that comes next. */
  standing(facts) {
    const { conference } = this;
    const step = {
      DRAFT: ['play-fill', 'primary', 'admin.open.action', () => openConference(conference, facts)],
      OPEN: ['stop-fill', '', 'admin.close.action', () => closeConference(conference, facts.totals)],
      CLOSED: ['unlock', '', 'admin.reopen.action', () => reopenConference(conference)],
    }[conference.state];
    const totals = conference.state === 'DRAFT' ? null : facts.totals;
    return html`<section class="card standing" aria-label=${t('admin.overview.now')}>
      <div class="row spread">
        <div class="row">${conferenceState(conference.state)}
          ${facts.current ? html`<span>${facts.current.title}</span>${rollCallState(facts.current.state)}` : nothing}</div>
        <div class="row">
          ${link('bar-chart', t('admin.board'), `/board?conference=${conference.id}`)}
          ${link('display', t('admin.hall'), `/board/hall?conference=${conference.id}`)}
          ${session.isOrganizer && step ? button(step[0], t(step[2]), () => this.change(step[3]()), { kind: step[1] }) : nothing}
        </div>
      </div>
      ${totals ? html`<dl class="figures-row">
        ${figure(`${number(totals.present)} / ${number(totals.expected)}`, t('admin.figure.present'), 'lead')}
        ${figure(totals.awaited, t('state.AWAITED'))}
        ${figure(totals.excused, t('state.EXCUSED'))}
        ${figure(totals.absent, t('state.ABSENT'))}
        ${figure(`${number(totals.sitesOnline)} / ${number(totals.sites)}`, t('admin.figure.online'))}
        ${figure(`${number(totals.sitesReported)} / ${number(totals.sites)}`, t('admin.figure.reported'))}
      </dl>` : nothing}
    </section>`;
  }

  todo(facts) {
    const c = this.conference.id;
    const { state } = this.conference;
    const trial = facts.rollCalls.some(one => one.trial && one.state === 'CLOSED');
    const steps = [
      {
        name: 'sites', done: facts.sites > 0, told: facts.sites ? t('admin.todo.sitesDone', { n: facts.sites }) : t('admin.todo.sites'),
        links: [link('diagram-3', t('admin.nav.sites'), href('sites', { c })), link('upload', t('admin.import.open'), href('import', { c, kind: 'sites' }), '', t('admin.import.sites'))],
      },
      {
        name: 'delegates', done: facts.delegates > 0, told: facts.delegates ? t('admin.todo.delegatesDone', { n: facts.delegates }) : t('admin.todo.delegates'),
        links: [link('people', t('admin.nav.delegates'), href('delegates', { c })), link('upload', t('admin.import.open'), href('import', { c, kind: 'delegates' }), '', t('admin.import.delegates'))],
      },
      {
        name: 'passes', done: facts.sites > 0 && facts.covered >= facts.sites,
        told: facts.covered ? t('admin.todo.passesSome', { n: facts.covered, sites: facts.sites }) : t('admin.todo.passes'),
        links: [link('key', t('admin.nav.passes'), href('passes', { c })), link('printer', t('admin.nav.print'), href('print', { c }))],
      },
      {
        name: 'trial', optional: true, done: trial, told: trial ? t('admin.todo.trialDone') : t('admin.todo.trial'),
        links: [link('clipboard-check', t('admin.nav.rollCalls'), href('rollCalls', { c }))],
      },
      {
        name: 'open', done: state !== 'DRAFT', told: t(`admin.todo.open.${state}`),
        links: [],
      },
      {
        name: 'reviews', done: facts.open === 0, told: facts.open ? t('admin.todo.reviews', { n: facts.open }) : t('admin.todo.reviewsDone'),
        links: [link('flag', t('admin.nav.reviews'), href('reviews', { c })), link('journal-text', t('admin.nav.log'), href('log', { c }))],
      },
    ];
    const left = steps.filter(step => !step.done && !step.optional).length;
    return html`<section aria-labelledby="todo"><div class="row spread section-head"><h2 id="todo">${t('admin.todo')}</h2>
      ${left ? mark('hourglass-split', 'warn', t('admin.todo.left', { n: left })) : mark('check-circle', 'good', t('admin.todo.none'))}</div>
      <ol class="plain todo">${steps.map((step, i) => html`<li class="card ${step.done ? 'done' : ''}">
        <span class="step ${step.done ? 'good' : ''}">${step.done ? icon('check-lg') : html`<span aria-hidden="true">${i + 1}</span>`}
          <span class="hidden-label">${step.done ? t('admin.todo.done') : t('admin.todo.open')}</span></span>
        <div><h3>${t(`admin.todo.${step.name}.title`)}</h3><p>${step.told}</p></div>
        <div class="row">${step.links}</div></li>`)}</ol></section>`;
  }

  forViewers() {
    const c = this.conference.id;
    return html`<section aria-labelledby="may-see"><h2 id="may-see">${t('admin.viewer.title')}</h2>
      <p class="quiet-text">${t('admin.viewer.text')}</p>
      <p class="row">${link('journal-text', t('admin.nav.log'), href('log', { c }))}
        ${link('flag', t('admin.nav.reviews'), href('reviews', { c }))}</p></section>`;
  }
});

const isLive = pass => !pass.revokedAt && !(pass.expiresAt && Date.parse(pass.expiresAt) < Date.now());
