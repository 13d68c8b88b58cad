// The passes of sites: made for all in one press, listed with when each device was last heard, revoked.

import { html, nothing } from '../shared/view.js';
import { getAll, post, Problem, remove } from '../shared/api.js';
import { fold } from '../shared/fold.js';
import { notice } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import './board-passes.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { keep, madePasses } from './made-passes.js';
import { Names } from './names.js';
import { Page } from './page.js';
import { banner, button, choice, moment, pager, table } from './parts.js';
import { FITS, passBody, passFields, passState } from './pass-parts.js';
import { batches } from './printing.js';
import { go, href, rewrite } from './router.js';

const SIZE = 100;
/** A device's clock may be that much ahead of the server's. */
const CLOCKS_APART = 10 * 60_000;
/** Revoked at once. */
const TOGETHER = 6;

/** By conference: passes that may have been made, though their tokens never came: {label, expiresAt, site, at, known}. */
const lost = new Map();

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
        const c = this.conference.id;
        const known = [...(this.list.value ?? []), ...madePasses(c)].map(pass => pass.id);
        const attempt = { at: Date.now(), known: new Set(known), ...lost.get(c), ...body, site: one ? values.site : null };
        try {
          const answer = one ? { items: [await post(`${this.base}/sites/${encodeURIComponent(values.site)}/passes`, body)] }
            : await post(`${this.base}/passes`, body, { timeout: 120_000 });
          const sheets = answer.items.map(pass => ({ ...pass, ...body }));
          if (sheets.length) {
            // at once: whoever closed the form meanwhile must not lose the tokens with it
            keep(c, sheets);
            sheets.forEach(pass => lost.get(c)?.known.add(pass.id));
          }
          return sheets;
        } catch (e) {
          if (e instanceof Problem && e.status < 500) {
            throw e;
          }
          lost.set(c, attempt);
          this.list.run();
          return { lost: true };
        }
      },
    });
    if (made?.length) {
      go(href('sheets', { c: this.conference.id }));
    } else if (made && !made.lost) {
      notice(t('admin.pass.noSites'), 'bad');
    }
  }

  /** Passes of an answer that was lost: new, not heard, labelled alike. Nobody has their tokens. */
  lostOnes(passes) {
    const { label, expiresAt, site, at, known } = lost.get(this.conference.id);
    return passes.filter(pass => !known.has(pass.id) && !pass.revokedAt && !pass.lastSeenAt && (pass.label || null) === label
      && Date.parse(pass.expiresAt ?? 0) === Date.parse(expiresAt ?? 0)
      && (!site || pass.site === site) && Date.parse(pass.createdAt) > at - CLOCKS_APART);
  }

  async revokeLost(found) {
    const done = await question({
      title: t('admin.pass.lost.title', { n: found.length }),
      body: t('admin.pass.lost.text'),
      action: t('admin.pass.revoke'),
      danger: true,
      work: async () => {
        for (const some of batches(found, TOGETHER)) {
          await Promise.all(some.map(pass => remove(`${this.base}/sites/${encodeURIComponent(pass.site)}/passes/${pass.id}`)));
        }
      },
    });
    if (done) {
      this.forgetLost();
      notice(t('admin.pass.lost.done', { n: found.length }));
      await this.list.run();
    }
  }

  forgetLost() {
    lost.delete(this.conference.id);
    this.requestUpdate();
  }

  /** What became of passes whose answer never came, as far as the list tells. */
  lostNotice(passes) {
    if (!lost.has(this.conference.id) || this.list.busy) {
      return nothing;
    }
    const found = this.lostOnes(passes);
    return banner('warn', 'exclamation-triangle', html`<p><strong>${t('admin.pass.lost')}</strong></p>
      ${found.length ? html`<p>${t('admin.pass.lost.found', { n: found.length, label: found[0].label || '–' })} ${moment(found[0].createdAt, this.zone, true)}</p>`
        : html`<p>${t('admin.pass.lost.none')}</p>`}
      <p class="row">${found.length ? button('x-lg', t('admin.pass.lost.revoke', { n: found.length }), () => this.revokeLost(found), { kind: 'small danger' }) : nothing}
        ${button('arrow-clockwise', t('admin.refresh'), this.list.again, { kind: 'small' })}
        ${button('check-lg', t('close'), () => this.forgetLost(), { kind: 'small quiet' })}</p>`, 'alert');
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
    return html`${this.list.draw(passes => html`${this.lostNotice(passes)}${passes.length ? this.passes(passes) : empty('key', t('admin.passes.empty'),
      button('key', t('admin.pass.all'), () => this.make(false), { kind: 'primary' }))}`)}
      <board-passes .conference=${this.conference}></board-passes>`;
  }

  passes(passes) {
    const words = fold(this.filter.q).split(' ').filter(Boolean);
    const found = passes.filter(pass => FITS[this.filter.show](pass) && words.every(word => pass.hay.includes(` ${word}`)));
    // what became fewer, by a filter or by revoking, may end before the page that was shown
    const page = Math.min(this.filter.page, Math.max(0, Math.ceil(found.length / SIZE) - 1));
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
