// The attendance log, newest first, with filters.

import { html, nothing } from '../shared/view.js';
import { get, getAll } from '../shared/api.js';
import { describe } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { Loading } from './loading.js';
import { Names } from './names.js';
import { Page } from './page.js';
import { button, choice, debounced, mark, moment, table } from './parts.js';
import { href, rewrite } from './router.js';
import { session, isOver } from './session.js';
import { outcome } from './told.js';
import './site-input.js';

const PAGE = 100;
const TYPES = ['check-in', 'check-out', 'excuse', 'absent', 'walk-in', 'substitute', 'undo', 'site-report', 'conference', 'roll-call', 'site', 'roster'];
const FILTERS = ['delegate', 'site', 'type', 'by', 'rollCall', 'review'];
/** Revisions are whole numbers; no log reaches this one. */
const NEWEST = Number.MAX_SAFE_INTEGER;

customElements.define('admin-log', class extends Page {
  static properties = { more: { state: true } };

  constructor() {
    super();
    this.filter = {};
    this.more = { busy: false, error: null };
    this.events = new Loading(this, async () => {
      if (!this.names) {
        this.names = new Names(this.conference);
        const [rollCalls] = await Promise.all([getAll(`${this.base}/roll-calls`), this.names.load()]);
        this.rollCalls = rollCalls.items;
      }
      return this.read(NEWEST);
    });
    this.search = debounced(code => this.set('delegate', code));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // the address is another view's now
    this.search.cancel();
  }

  willUpdate(changed) {
    if (changed.has('route')) {
      this.filter = Object.fromEntries(FILTERS.map(name => [name, this.route.query.get(name) ?? '']));
      this.events.run();
    }
  }

  get heading() {
    return t('admin.nav.log');
  }

  lead() {
    return html`<p class="quiet-text">${t('admin.log.lead', { zone: this.zone })}</p>`;
  }

  actions() {
    return button('arrow-clockwise', t('admin.refresh'), () => this.events.run());
  }

  read(before) {
    const given = Object.entries(this.filter).filter(([, value]) => value !== '');
    return get(`${this.base}/attendance?${new URLSearchParams([...given, ['before', before], ['limit', PAGE]])}`);
  }

  async loadMore() {
    const before = this.events.value;
    const { items } = before;
    this.more = { busy: true, error: null };
    try {
      const next = await this.read(items.at(-1).revision);
      if (before === this.events.value) {
        this.events.value = { ...before, items: [...items, ...next.items] };
      }
      this.more = { busy: false, error: null };
    } catch (e) {
      this.more = { busy: false, error: isOver(e) ? null : e };
    }
  }

  refilter() {
    rewrite(href('log', { c: this.conference.id }, this.filter));
    this.events.run();
  }

  set(name, value) {
    this.filter = { ...this.filter, [name]: value };
    this.refilter();
  }

  content() {
    const isFiltered = FILTERS.some(name => this.filter[name]);
    return html`${this.filters()}
      ${this.events.draw(({ items, total }) => (items.length ? html`
        <p role="status" class="quiet-text figures">${t('admin.log.count', { n: items.length, total })}</p>
        ${table({ label: t('admin.nav.log'), rows: items, key: event => event.revision, columns: this.columns(), busy: this.events.busy })}
        ${this.more.error ? html`<p class="banner bad" role="alert">${describe(this.more.error)}</p>` : nothing}
        ${items.length < total ? html`<p class="centre">${button('chevron-down', this.more.busy ? t('loading') : t('admin.log.more'),
          () => this.loadMore(), { disabled: this.more.busy })}</p>` : nothing}`
        : isFiltered ? empty('search', t('admin.noneFits'), button('x-lg', t('admin.clearFilters'), () => this.clear()))
          : empty('journal-text', t('admin.log.empty'))))}`;
  }

  clear() {
    this.filter = Object.fromEntries(FILTERS.map(name => [name, '']));
    this.refilter();
  }

  columns() {
    const rollCalls = new Map(this.rollCalls.map(one => [one.id, one.title]));
    return [
      { label: '#', number: true, cell: event => html`<span class="code">${event.revision}</span>` },
      { label: t('admin.log.when'), cell: event => html`${moment(event.happenedAt, this.zone, true)}
        ${event.rollCall ? html`<small class="block quiet-text">${rollCalls.get(event.rollCall) ?? event.rollCall}</small>` : nothing}` },
      { label: t('admin.log.what'), main: true, cell: event => html`<strong>${t(`event.${event.type}`)}</strong>
        ${event.review ? mark('flag', 'warn', t('admin.log.review')) : nothing}
        ${event.offline ? mark('wifi-off', '', t('admin.log.offline')) : nothing}
        ${event.late ? mark('clock', 'warn', t('admin.log.late')) : nothing}
        <span class="block">${outcome(event, this.names)}</span>${event.note ? html`<span class="note block">“${event.note}”</span>` : nothing}` },
      { label: t('admin.delegate'), cell: event => this.person(event) },
      { label: t('admin.log.by'), cell: event => this.names.who(event.recordedBy, event.site) },
    ];
  }

  person(event) {
    const one = (code, name) => (session.isOrganizer
      ? html`<a href=${href('delegate', { c: this.conference.id, code })}>${name ?? code}</a> <span class="code">${code}</span>`
      : html`${name ?? code} <span class="code">${code}</span>`);
    return html`${event.delegate ? one(event.delegate, event.fullName) : '–'}
      ${event.person ? html`<span class="block">${t('admin.log.person')} ${one(event.person.code, event.personName)}</span>` : nothing}`;
  }

  filters() {
    const one = (name, label, options) => choice(`log-${name}`, label, this.filter[name],
      [['', t('admin.all')], ...options], value => this.set(name, value));
    const senders = this.names?.senders() ?? [];
    return html`<div class="toolbar" role="search">
      <label class="field"><span>${t('admin.log.delegate')}</span>
        <input type="search" .value=${this.filter.delegate} placeholder="DB-0001" autocomplete="off" @input=${event => this.search(event.target.value.trim())}></label>
      <div class="field"><label for="log-site">${t('admin.field.site')}</label>
        <site-input .conference=${this.conference} .inputId=${'log-site'} .value=${this.filter.site} .none=${t('admin.all')}
          @chosen=${event => this.set('site', event.detail)}></site-input></div>
      ${one('type', t('admin.log.type'), TYPES.map(type => [type, t(`event.${type}`)]))}
      ${one('rollCall', t('admin.log.rollCall'), (this.rollCalls ?? []).map(one => [one.id, one.title]))}
      ${senders.length ? one('by', t('admin.log.by'), senders) : nothing}
      <label class="check"><input type="checkbox" .checked=${this.filter.review === 'true'}
        @change=${event => this.set('review', event.target.checked ? 'true' : '')}><span>${t('admin.log.reviewOnly')}</span></label>
    </div>`;
  }
});
