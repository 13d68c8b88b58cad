// The passes of sites: made for all in one press, listed with when each device was last heard, revoked.

import { html, nothing } from '../shared/view.js';
import { getAll, post, remove } from '../shared/api.js';
import { fold } from '../shared/fold.js';
import { notice } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import './board-passes.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { keep } from './made-passes.js';
import { Names } from './names.js';
import { Page } from './page.js';
import { button, choice, moment, pager, table } from './parts.js';
import { FITS, passBody, passFields, passState } from './pass-parts.js';
import { go, href, rewrite } from './router.js';

const SIZE = 100;
const SHOWS = ['all', 'never', 'live', 'ended'];

customElements.define('admin-passes', class extends Page {
  static properties = { filter: { state: true } };

  constructor() {
    super();
    this.filter = { q: '', show: 'all', page: 0 };
    this.list = new Loading(this, async () => {
      this.names ??= new Names(this.conference);
      const [{ items }] = await Promise.all([getAll(`${this.base}/passes`), this.names.load()]);
      return items.map(pass => ({ ...pass, hay: ` ${fold([pass.site, this.names.sites.get(pass.site), pass.label].filter(Boolean).join(' '))}` }));
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.list.run();
  }

  willUpdate(changed) {
    if (changed.has('route')) {
      const { query } = this.route;
      const show = query.get('show');
      this.filter = { q: query.get('q') ?? '', show: SHOWS.includes(show) ? show : 'all', page: Number(query.get('page')) || 0 };
    }
  }

  get heading() {
    return t('admin.nav.passes');
  }

  lead() {
    return html`<p class="quiet-text">${t('admin.passes.lead')}</p>`;
  }

  actions() {
    return html`
      ${button('arrow-clockwise', t('admin.refresh'), this.list.again, { kind: 'quiet' })}
      ${button('plus-lg', t('admin.pass.one'), () => this.make(true))}
      ${button('key', t('admin.pass.all'), () => this.make(false), { kind: 'primary' })}`;
  }

  async make(one) {
    const made = await formDialog({
      title: one ? t('admin.pass.one') : t('admin.pass.all'),
      intro: html`<p>${one ? t('admin.pass.oneText') : t('admin.pass.allText')}</p><p>${t('admin.pass.onceText')}</p>`,
      fields: [
        ...(one ? [{ name: 'site', label: t('admin.field.site'), type: 'site', conference: this.conference, required: true }] : []),
        ...passFields(),
      ],
      action: t('admin.pass.make'),
      submit: async values => {
        const body = passBody(values, this.zone);
        // one for each of 37,000 sites takes the server a while
        const answer = one ? { items: [await post(`${this.base}/sites/${encodeURIComponent(values.site)}/passes`, body)] }
          : await post(`${this.base}/passes`, body, { timeout: 120_000 });
        return answer.items.map(pass => ({ ...pass, ...body }));
      },
    });
    if (made?.length) {
      keep(this.conference.id, made);
      go(href('sheets', { c: this.conference.id }));
    } else if (made) {
      notice(t('admin.pass.noSites'), 'bad');
    }
  }

  async revoke(pass) {
    const done = await question({
      title: t('admin.pass.revoke.title', { site: this.names.site(pass.site) }),
      body: t('admin.pass.revoke.text', { label: pass.label || t('admin.who.pass', { id: pass.id }) }),
      action: t('admin.pass.revoke'),
      danger: true,
      work: () => remove(`${this.base}/sites/${encodeURIComponent(pass.site)}/passes/${pass.id}`),
    });
    if (done) {
      notice(t('admin.pass.revoked.done', { site: this.names.site(pass.site) }));
      await this.list.run();
    }
  }

  set(change) {
    this.filter = { ...this.filter, page: 0, ...change };
    rewrite(this.address(this.filter.page));
  }

  address(page) {
    const { q, show } = this.filter;
    return href('passes', { c: this.conference.id }, { q, show: show === 'all' ? '' : show, page: page || '' });
  }

  content() {
    return html`${this.list.draw(passes => (passes.length ? this.passes(passes) : empty('key', t('admin.passes.empty'),
      button('key', t('admin.pass.all'), () => this.make(false), { kind: 'primary' }))))}
      <board-passes .conference=${this.conference}></board-passes>`;
  }

  passes(passes) {
    const words = fold(this.filter.q).split(' ').filter(Boolean);
    const found = passes.filter(pass => FITS[this.filter.show](pass) && words.every(word => pass.hay.includes(` ${word}`)));
    const { page } = this.filter;
    return html`<div class="toolbar" role="search">
        <label class="field grow"><span>${t('admin.pass.search')}</span>
          <input type="search" .value=${this.filter.q} autocomplete="off" @input=${event => this.set({ q: event.target.value })}></label>
        ${choice('pass-show', t('admin.pass.show'), this.filter.show,
          SHOWS.map(show => [show, `${t(`admin.pass.show.${show}`)} (${passes.filter(FITS[show]).length})`]), show => this.set({ show }))}
      </div>
      ${found.length ? html`${table({
        label: t('admin.nav.passes'), rows: found.slice(page * SIZE, (page + 1) * SIZE), columns: this.columns(), busy: this.list.busy,
      })}${pager({ page, size: SIZE, total: found.length, address: at => this.address(at) })}`
        : empty('search', t('admin.noneFits'), button('x-lg', t('admin.clearFilters'), () => this.set({ q: '', show: 'all' })))}`;
  }

  columns() {
    return [
      { label: t('admin.field.site'), main: true, cell: pass => html`<strong>${this.names.sites.get(pass.site) ?? pass.site}</strong> <span class="code">${pass.site}</span>` },
      { label: t('admin.pass.label'), cell: pass => pass.label || t('admin.who.pass', { id: pass.id }) },
      { label: t('admin.field.state'), cell: pass => passState(pass) },
      { label: t('admin.pass.lastSeen'), cell: pass => (pass.lastSeenAt ? moment(pass.lastSeenAt, this.zone) : '–') },
      { label: t('admin.pass.expiresAt'), cell: pass => (pass.expiresAt ? moment(pass.expiresAt, this.zone) : '–') },
      {
        label: t('admin.actions'), actions: true,
        cell: pass => (pass.revokedAt ? nothing : button('x-lg', t('admin.pass.revoke'), () => this.revoke(pass),
          { kind: 'small quiet', label: `${t('admin.pass.revoke')}: ${this.names.site(pass.site)}, ${pass.label || pass.id}` })),
      },
    ];
  }
});
