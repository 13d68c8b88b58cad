// The list of the sites: found, filtered, ordered, as rows or tiles, only those near the view in the page.

import { repeat } from 'lit/directives/repeat.js';
import { empty } from '../shared/frame.js';
import { number, percent, t } from '../shared/i18n.js';
import { styles } from '../shared/styles.js';
import { html, icon, nothing, oncePerFrame, View } from '../shared/view.js';
import { Elsewhere } from './elsewhere.js';
import { followed } from './entry.js';
import { recall, remember } from './remember.js';
import { rowItem, tileItem } from './site-items.js';
import { choose, FILTERS, isLive, ORDERS } from './sites.js';
import { sameRange, WindowList } from './window-list.js';

/** Rows do not jump about under the hand: an order that depends on figures is made anew this often at most. */
const REORDER_AFTER = 1000;

const COLUMNS = [
  ['code', 'code'], ['name', 'name'], ['count', null], ['share', 'share'],
  ['awaited', 'awaited'], ['link', 'link'], ['report', 'report'], ['last', 'last'],
];

class SitesView extends View {
  static properties = { sites: {}, totals: {}, structure: {}, version: {}, zone: {}, top: {}, alarm: {}, conference: {} };

  constructor() {
    super();
    this.look = recall('board.view', ['rows', 'tiles'], 'rows');
    this.order = recall('board.order', ORDERS, 'code');
    this.query = '';
    this.filters = [];
    this.chosen = [];
    this.chosenAt = 0;
    this.active = null;
    this.window = new WindowList();
    this.elsewhere = new Elsewhere(() => this.requestUpdate());
    this.onScroll = oncePerFrame(() => {
      if (!sameRange(this.range, this.window.range(this.chosen.length))) {
        this.requestUpdate();
      }
    });
    this.onResize = oncePerFrame(() => this.fit());
    this.refit = oncePerFrame(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('scroll', this.onScroll, { passive: true });
    addEventListener('resize', this.onResize, { passive: true });
    this.sizes = new ResizeObserver(this.onResize);
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('scroll', this.onScroll);
    removeEventListener('resize', this.onResize);
    this.sizes.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('conference') || changed.has('top')) {
      this.active = null;
      this.query = '';
      this.elsewhere.forget();
    }
    const now = performance.now();
    if (changed.has('structure') || changed.has('alarm') || (this.isLively && now - this.chosenAt >= REORDER_AFTER)) {
      this.arrange(now);
    }
    this.hadFocus = this.list?.contains(document.activeElement) && document.activeElement !== this.list;
  }

  /** Whether which sites are shown, and where, depends on their figures. */
  get isLively() {
    return isLive(this.order) || this.filters.length > 0 || this.alarm;
  }

  arrange(now) {
    this.chosenAt = now;
    this.chosen = choose(this.sites.all, this);
  }

  get list() {
    return this.querySelector('[data-window]');
  }

  updated() {
    this.fit();
    if (this.hadFocus && !this.list?.contains(document.activeElement)) {
      // the item that had the focus was moved, or is out of the view now
      const target = this.openerOf(this.active) ?? this.list;
      target?.focus({ preventScroll: true });
    }
  }

  /** Draws again, in the next frame, where other items are near the view than were drawn. */
  fit() {
    if (this.window.measure(this.list) || !sameRange(this.range, this.window.range(this.chosen.length))) {
      this.refit();
    }
  }

  set(change) {
    Object.assign(this, change);
    this.arrange(performance.now());
    this.requestUpdate();
  }

  render() {
    this.range = this.window.range(this.chosen.length);
    return html`
      <div class="sites-head">
        <h2 id="sites-title">${t('board.sites')}</h2>
        <p class="quiet-text figures" role="status">${this.summary()}</p>
      </div>
      ${this.tools()}
      ${this.chosen.length ? this.items() : this.nothingFits()}
      ${this.elsewhere.draw(this)}`;
  }

  summary() {
    const all = this.sites.all.length;
    return this.chosen.length === all
      ? t('board.sitesShown', { n: all })
      : t('board.sitesOf', { n: this.chosen.length, all });
  }

  tools() {
    return html`<div class="sites-tools">
      <label class="search"><span class="hidden-label">${t('board.search')}</span>${icon('search')}
        <input type="search" .value=${this.query} placeholder=${t('board.search')} autocomplete="off"
          @input=${event => this.search(event.target.value)}></label>
      <label class="order"><span>${t('board.orderBy')}</span>
        <select @change=${event => this.orderBy(event.target.value)}>
          ${ORDERS.map(name => html`<option value=${name} ?selected=${name === this.order}>${t(`board.order.${name}`)}</option>`)}
        </select></label>
      <div class="views" role="group" aria-label=${t('board.view')}>
        ${this.viewButton('rows', 'list')}${this.viewButton('tiles', 'grid')}
      </div>
      <div class="filters" role="group" aria-label=${t('board.filters')}>
        ${Object.keys(FILTERS).map(name => this.filterButton(name))}
        ${this.alarm ? html`<button type="button" class="button small" aria-pressed="true"
          @click=${() => this.dispatchEvent(new CustomEvent('clear-alarm'))}>
          ${icon('bell')}<span>${t(`board.alarm.${this.alarm}`)}</span>${icon('x-lg')}</button>` : nothing}
      </div>
    </div>`;
  }

  viewButton(name, symbol) {
    return html`<button type="button" class="button small" aria-pressed=${this.look === name}
      @click=${() => this.view(name)}>${icon(symbol)}<span>${t(`board.view.${name}`)}</span></button>`;
  }

  filterButton(name) {
    const pressed = this.filters.includes(name);
    const fitting = this.sites.all.filter(FILTERS[name]).length;
    return html`<button type="button" class="button small" aria-pressed=${pressed}
      @click=${() => this.set({ filters: pressed ? this.filters.filter(other => other !== name) : [...this.filters, name] })}>
      ${icon(pressed ? 'check-lg' : 'funnel')}
      <span>${t(`board.filter.${name}`, { half: percent(0.5) })}</span><span class="badge figures">${number(fitting)}</span></button>`;
  }

  items() {
    const { first, last, before, after } = this.range;
    const shown = this.chosen.slice(first, last);
    const tabbable = shown.some(site => site.code === this.active) ? this.active : shown[0]?.code;
    const context = {
      zone: this.zone, top: this.top, now: performance.now(), size: this.chosen.length,
      open: code => this.open(code), enter: (event, code) => this.enter(event, code),
    };
    const make = this.look === 'rows' ? rowItem : tileItem;
    const room = styles({ 'padding-top': `${before}px`, 'padding-bottom': `${after}px` });
    const drawn = repeat(shown, site => site.code, (site, index) =>
      make(site, first + index, { ...context, tabbable: site.code === tabbable }));
    return this.look === 'rows'
      ? html`<table role="table" class="sites-table" aria-labelledby="sites-title" aria-rowcount=${this.chosen.length + 1}>
          <thead role="rowgroup"><tr role="row" aria-rowindex="1">${COLUMNS.map(column => this.heading(...column))}</tr></thead>
          <tbody role="rowgroup" data-window="rows" tabindex="-1" style=${room}
            @keydown=${this.onKey} @focusin=${this.onFocus}>${drawn}</tbody>
        </table>`
      : html`<ul role="list" class="sites-tiles" data-window="tiles" tabindex="-1" aria-labelledby="sites-title" style=${room}
          @keydown=${this.onKey} @focusin=${this.onFocus}>${drawn}</ul>`;
  }

  heading(name, order) {
    const label = t(`board.column.${name}`);
    const on = order === this.order;
    return html`<th role="columnheader" scope="col" class="cell-${name}"
      aria-sort=${on ? (['awaited', 'last'].includes(order) ? 'descending' : 'ascending') : nothing}>
      ${order
        ? html`<button type="button" class="sorter" @click=${() => this.orderBy(order)}>${label}${on ? icon('chevron-down') : nothing}</button>`
        : label}</th>`;
  }

  nothingFits() {
    const filtered = this.query || this.filters.length || this.alarm;
    return filtered
      ? empty('funnel', t('board.nothingFits'), html`<button type="button" class="button" @click=${() => {
          this.dispatchEvent(new CustomEvent('clear-alarm'));
          this.set({ query: '', filters: [] });
        }}>${t('board.showAll')}</button>`)
      : empty('building', t('board.noSites'));
  }

  search(query) {
    this.set({ query });
    this.elsewhere.search(query, this);
  }

  orderBy(order) {
    remember('board.order', order);
    this.set({ order });
  }

  view(name) {
    remember('board.view', name);
    this.window.reset();
    this.set({ look: name });
  }

  open(code) {
    this.active = code;
    this.dispatchEvent(new CustomEvent('open-site', { detail: code }));
  }

  enter(event, code) {
    if (followed(event)) {
      this.dispatchEvent(new CustomEvent('enter-site', { detail: code }));
    }
  }

  openerOf(code) {
    return code && this.querySelector(`[data-opens="${CSS.escape(code)}"]`);
  }

  onFocus(event) {
    const item = event.target.closest('[data-site]');
    if (item && item.dataset.site !== this.active) {
      this.active = item.dataset.site;
      this.requestUpdate();
    }
  }

  onKey(event) {
    const { columns, pitch } = this.window;
    const page = Math.max(1, Math.floor(innerHeight / (pitch || innerHeight)) - 2) * columns;
    const steps = {
      ArrowDown: columns, ArrowUp: -columns, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
      ...(columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}),
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.moveTo(Math.max(0, this.chosen.findIndex(site => site.code === this.active)) + step);
  }

  async moveTo(index) {
    const target = this.chosen[Math.min(Math.max(index, 0), this.chosen.length - 1)];
    this.active = target.code;
    const stuck = document.querySelector('.board-header')?.getBoundingClientRect().bottom ?? 0;
    const heading = this.querySelector('thead')?.offsetHeight ?? 0;
    this.window.reveal(this.chosen.indexOf(target), Math.max(0, stuck) + heading);
    this.requestUpdate();
    await this.updateComplete;
    this.openerOf(target.code)?.focus({ preventScroll: true });
  }
}

customElements.define('rollcall-sites', SitesView);
