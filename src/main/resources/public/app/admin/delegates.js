// The roster and everybody who came besides: searched as one types, by site, state and kind.

import { html, nothing } from '../shared/view.js';
import { get } from '../shared/api.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { editDelegate } from './delegate-form.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { button, choice, debounced, link, mark, pager, place, table } from './parts.js';
import { go, href, rewrite } from './router.js';
import './site-input.js';

const SIZE = 50;
const STATES = ['AWAITED', 'PRESENT', 'LEFT', 'EXCUSED', 'ABSENT', 'SUBSTITUTED', 'VOID'];
const KINDS = ['ROSTER', 'WALK_IN', 'SUBSTITUTE'];
const FILTERS = ['q', 'site', 'state', 'kind'];

customElements.define('admin-delegates', class extends Page {
  constructor() {
    super();
    this.filter = {};
    this.people = new Loading(this, isCurrent => this.ask(isCurrent));
    this.search = debounced(() => this.refilter());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // the address is another view's now
    this.search.cancel();
  }

  /** The address is what is asked for: also when one comes back to it. */
  willUpdate(changed) {
    if (changed.has('route')) {
      this.filter = Object.fromEntries([...FILTERS, 'page'].map(name => [name, this.route.query.get(name) ?? '']));
      this.people.run();
    }
  }

  get heading() {
    return t('admin.nav.delegates');
  }

  actions() {
    return html`
      ${link('upload', t('admin.import.delegates'), href('import', { c: this.conference.id, kind: 'delegates' }))}
      ${button('person-plus', t('admin.delegate.new'), () => this.add(), { kind: 'primary' })}`;
  }

  asked() {
    const given = Object.entries(this.filter).filter(([, value]) => value !== '');
    return new URLSearchParams([...given, ['size', SIZE]]);
  }

  /** Beyond the last page of what became fewer, the last one is shown. */
  async ask(isCurrent) {
    const found = await get(`${this.base}/delegates?${this.asked()}`);
    if (found.items.length || !found.total || !isCurrent()) {
      return found;
    }
    this.filter.page = String(Math.ceil(found.total / SIZE) - 1);
    rewrite(this.address(this.filter.page));
    return get(`${this.base}/delegates?${this.asked()}`);
  }

  address(page = '') {
    return href('delegates', { c: this.conference.id }, { ...this.filter, page: page || '' });
  }

  refilter() {
    this.filter.page = '';
    rewrite(this.address());
    this.people.run();
  }

  set(name, value) {
    this.filter = { ...this.filter, [name]: value };
    this.refilter();
  }

  async add() {
    const made = await editDelegate(this.conference, null, this.filter.site);
    if (made) {
      go(href('delegate', { c: this.conference.id, code: made.code }));
    }
  }

  content() {
    const isFiltered = FILTERS.some(name => this.filter[name]);
    return html`${this.filters()}
      ${this.people.draw(({ items, total }) => total ? html`
        ${table({
          label: t('admin.nav.delegates'), rows: items, key: card => card.code, busy: this.people.busy, columns: this.columns(),
        })}
        ${pager({ page: Number(this.filter.page) || 0, size: SIZE, total, address: page => this.address(page) })}`
        : isFiltered ? empty('search', this.filter.q ? t('admin.nothingFound', { q: this.filter.q }) : t('admin.noneFits'),
          button('x-lg', t('admin.clearFilters'), () => this.clear()))
          : empty('people', t('admin.delegates.empty'), html`<div class="row centre">
            ${link('upload', t('admin.import.delegates'), href('import', { c: this.conference.id, kind: 'delegates' }), 'primary')}
            ${button('person-plus', t('admin.delegate.new'), () => this.add())}</div>`))}`;
  }

  clear() {
    this.filter = Object.fromEntries([...FILTERS, 'page'].map(name => [name, '']));
    rewrite(this.address());
    this.people.run();
  }

  columns() {
    return [
      {
        label: t('admin.delegate'), main: true,
        cell: card => html`<a href=${href('delegate', { c: this.conference.id, code: card.code })}><strong>${card.fullName}</strong></a>
          ${card.kind === 'ROSTER' ? nothing : mark('person-plus', 'info', t(`kind.${card.kind}`))}
          <small class="block quiet-text">${[card.title, card.organisation].filter(Boolean).join(' · ')}</small>`,
      },
      { label: t('admin.field.code'), cell: card => html`<span class="code">${card.code}</span>` },
      { label: t('admin.field.homeSite'), cell: card => (card.homeSite ? html`<span class="code">${card.homeSite}</span>` : '–') },
      { label: t('admin.field.state'), cell: card => place(card) },
    ];
  }

  filters() {
    const one = (name, label, values, text) => choice(`by-${name}`, label, this.filter[name],
      [['', t('admin.all')], ...values.map(value => [value, text(value)])], value => this.set(name, value));
    return html`<div class="toolbar" role="search">
      <label class="field grow"><span>${t('admin.delegate.search')}</span>
        <input type="search" .value=${this.filter.q} placeholder=${t('admin.delegate.searchHint')} autocomplete="off" @input=${event => {
          this.filter.q = event.target.value.trim();
          this.search();
        }}></label>
      <div class="field"><label for="by-site">${t('admin.field.site')}</label>
        <site-input .conference=${this.conference} .inputId=${'by-site'} .value=${this.filter.site} .none=${t('admin.all')}
          @chosen=${event => this.set('site', event.detail)}></site-input></div>
      ${one('state', t('admin.field.state'), STATES, value => t(`state.${value}`))}
      ${one('kind', t('admin.field.who'), KINDS, value => t(`kind.${value}`))}
    </div>`;
  }
});
