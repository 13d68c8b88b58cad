// The tree of sites, branch by branch, and the search over all of them.

import { html, icon, nothing } from '../shared/view.js';
import { get, remove } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { empty, failed, loading } from '../shared/frame.js';
import { describe } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { question } from './forms.js';
import { Loading } from './loading.js';
import { isOver } from './session.js';
import { Page } from './page.js';
import { button, debounced, link, mark } from './parts.js';
import { href, rewrite } from './router.js';
import { editSite } from './site-form.js';

const PAGE = 100;

customElements.define('admin-sites', class extends Page {
  static properties = { q: { state: true } };

  constructor() {
    super();
    this.q = '';
    /** The open branches, by code ('' is the top): {items, total, busy, error}. */
    this.branches = new Map();
    this.found = new Loading(this, () => get(`${this.base}/sites?size=${PAGE}&q=${encodeURIComponent(this.q)}`));
    this.search = debounced(() => {
      rewrite(href('sites', { c: this.conference.id }, { q: this.q }));
      if (this.q) {
        this.found.run();
      }
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.openTop();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // the address is another view's now
    this.search.cancel();
  }

  /** The address is what is searched for: also when one comes back to it. */
  willUpdate(changed) {
    if (changed.has('route')) {
      this.q = this.route.query.get('q') ?? '';
      if (this.q) {
        this.found.run();
      }
    }
  }

  /** One main site alone is opened at once: its branches are what one came for. */
  async openTop() {
    await this.expand('');
    const top = this.branches.get('');
    if (top?.items.length === 1 && top.items[0].children) {
      await this.expand(top.items[0].code);
    }
  }

  get heading() {
    return t('admin.nav.sites');
  }

  actions() {
    return html`
      ${link('upload', t('admin.import.sites'), href('import', { c: this.conference.id, kind: 'sites' }))}
      ${button('plus-lg', t('admin.site.new'), () => this.edit(null), { kind: 'primary' })}`;
  }

  async expand(code, more = false) {
    const branch = (more && this.branches.get(code)) || { items: [], total: 0 };
    branch.busy = true;
    branch.error = null;
    this.branches.set(code, branch);
    this.requestUpdate();
    try {
      const page = Math.floor(branch.items.length / PAGE);
      const { items, total } = await get(`${this.base}/sites?parent=${encodeURIComponent(code)}&page=${page}&size=${PAGE}`);
      branch.items = [...branch.items, ...items];
      branch.total = total;
    } catch (e) {
      if (!isOver(e)) {
        branch.error = e;
      }
    }
    branch.busy = false;
    this.requestUpdate();
  }

  collapse(code) {
    this.branches.delete(code);
    this.requestUpdate();
  }

  /** What changed may stand elsewhere now: every open branch is read again. */
  async refresh() {
    if (this.q) {
      this.found.run();
    }
    await Promise.all([...this.branches.keys()].map(code => this.expand(code)));
  }

  async edit(site, parent) {
    if (await editSite(this.conference, site, parent)) {
      if (parent && !this.branches.has(parent)) {
        await this.expand(parent);
      }
      await this.refresh();
    }
  }

  async delete(site) {
    const done = await question({
      title: t('admin.site.delete.title', { name: site.name }),
      body: t('admin.site.delete.text', { code: site.code }),
      action: t('remove'),
      danger: true,
      work: () => remove(`${this.base}/sites/${encodeURIComponent(site.code)}`),
    });
    if (done) {
      this.branches.delete(site.code);
      notice(t('admin.site.deleted', { name: site.name }));
      await this.refresh();
      this.querySelector('h1').focus();
    }
  }

  content() {
    return html`
      <div class="toolbar" role="search"><label class="field grow"><span>${t('admin.site.search')}</span>
        <input type="search" .value=${this.q} placeholder=${t('admin.site.searchHint')} autocomplete="off" @input=${event => {
          this.q = event.target.value.trim();
          this.search();
        }}></label></div>
      ${this.q ? this.results() : this.tree()}`;
  }

  results() {
    return this.found.draw(({ items, total }) => html`
      <p role="status" class="quiet-text">${t('admin.site.found', { n: total })}</p>
      ${items.length ? html`<ul class="plain tree card flush">${items.map(site => html`<li>${this.row(site, false)}</li>`)}</ul>`
        : empty('search', t('admin.nothingFound', { q: this.q }))}
      ${total > items.length ? html`<p class="quiet-text">${t('admin.site.narrow', { n: items.length })}</p>` : nothing}`);
  }

  tree() {
    const top = this.branches.get('');
    if (!top || (top.busy && !top.items.length)) {
      return loading();
    }
    if (top.error && !top.items.length) {
      return failed(describe(top.error), () => this.openTop());
    }
    if (!top.total) {
      return empty('diagram-3', t('admin.sites.empty'), html`<div class="row centre">
        ${link('upload', t('admin.import.sites'), href('import', { c: this.conference.id, kind: 'sites' }), 'primary')}
        ${button('plus-lg', t('admin.site.new'), () => this.edit(null))}</div>`);
    }
    return html`<div class="card flush tree">${this.branch('')}</div>`;
  }

  branch(code) {
    const { items, total, busy, error } = this.branches.get(code);
    return html`<ul class="plain" aria-busy=${String(Boolean(busy))}>
      ${items.map(site => html`<li>${this.row(site, true)}${this.branches.has(site.code) ? this.branch(site.code) : nothing}</li>`)}
      ${busy && !items.length ? html`<li class="tree-note">${t('loading')}</li>` : nothing}
      ${error ? html`<li class="tree-note" role="alert">${describe(error)}
        ${button('arrow-clockwise', t('tryAgain'), () => this.expand(code, true), { kind: 'small' })}</li>` : nothing}
      ${!busy && !error && items.length < total ? html`<li class="tree-note">
        ${button('chevron-down', t('admin.site.more', { n: total - items.length }), () => this.expand(code, true), { kind: 'small' })}</li>` : nothing}
    </ul>`;
  }

  row(site, inTree) {
    const open = this.branches.has(site.code);
    const named = action => `${action}: ${site.name}`;
    return html`<div class="tree-row">
      ${inTree ? site.children ? html`<button type="button" class="button quiet small toggle" aria-expanded=${String(open)}
          aria-label=${t('admin.site.below', { name: site.name })}
          @click=${() => (open ? this.collapse(site.code) : this.expand(site.code))}>${icon(open ? 'chevron-down' : 'chevron-right')}</button>`
        : html`<span class="toggle"></span>` : nothing}
      <div class="tree-name"><strong>${site.name}</strong> <span class="code">${site.code}</span>
        ${site.kind === 'MAIN' ? mark('geo-alt', 'info', t('admin.kind.MAIN')) : nothing}
        <span class="facts">${[
          !inTree && site.parent ? t('admin.site.under', { code: site.parent }) : '',
          site.children ? t('admin.site.children', { n: site.children }) : '',
          site.seats ? t('admin.site.seatsCount', { n: site.seats }) : '',
          site.address,
          [site.contactName, site.contactPhone].filter(Boolean).join(' '),
        ].filter(Boolean).map(fact => html`<span>${fact}</span>`)}</span></div>
      <div class="row tree-actions">
        ${link('people', t('admin.nav.delegates'), href('delegates', { c: this.conference.id }, { site: site.code }), 'small quiet', named(t('admin.nav.delegates')))}
        ${button('plus-lg', t('admin.site.addBelow'), () => this.edit(null, site.code), { kind: 'small quiet', label: named(t('admin.site.addBelow')) })}
        ${button('pencil', t('admin.edit'), () => this.edit(site), { kind: 'small quiet', label: named(t('admin.edit')) })}
        ${button('trash', t('remove'), () => this.delete(site), { kind: 'small quiet', label: named(t('remove')) })}
      </div></div>`;
  }
});
