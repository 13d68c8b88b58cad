// The roster on paper, for a site whose devices fail: a box to tick and a line to sign for each delegate.

import { html, nothing } from '../shared/view.js';
import { get, getAll } from '../shared/api.js';
import { empty } from '../shared/frame.js';
import { compare, t } from '../shared/i18n.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { link, moment } from './parts.js';
import { atHome, batchChoice, printBar } from './printing.js';
import { href } from './router.js';

/** Sites shown and printed at once. */
const BATCH = 50;

customElements.define('admin-lists', class extends Page {
  static properties = { at: { state: true } };

  constructor() {
    super();
    this.at = 0;
    this.batch = new Loading(this, isCurrent => this.gather(isCurrent));
  }

  connectedCallback() {
    super.connectedCallback();
    this.batch.run();
  }

  get heading() {
    return t('admin.print.lists');
  }

  lead() {
    return html`<p><a href=${href('print', { c: this.conference.id })}>${t('admin.nav.print')}</a> ›
      ${this.route.query.get('site') || t('admin.print.allSites')}</p>`;
  }

  async gather(isCurrent) {
    const { query } = this.route;
    const one = query.get('site');
    const [page, rollCalls] = await Promise.all([
      one ? get(`${this.base}/sites/${encodeURIComponent(one)}`).then(site => ({ items: [site], total: 1 }))
        : get(`${this.base}/sites?page=${this.at}&size=${BATCH}`),
      query.get('rollCall') ? getAll(`${this.base}/roll-calls`) : { items: [] },
    ]);
    if (!isCurrent()) {
      return [];
    }
    this.total = page.total;
    this.rollCall = rollCalls.items.find(one => String(one.id) === query.get('rollCall'));
    const lists = [];
    for (const site of page.items) {
      if (!isCurrent()) {
        break;
      }
      const { items } = await getAll(`${this.base}/delegates?kind=ROSTER${atHome(site.code)}`);
      // a visitor stands on the list of the own site
      if (items.length) {
        lists.push({ site, groups: groups(items), count: items.length });
      }
    }
    return lists;
  }

  content() {
    return this.batch.draw(lists => {
      const count = Math.ceil(this.total / BATCH);
      return lists.length || count > 1 ? html`${printBar({
          ready: !this.batch.busy && !this.batch.error && lists.length > 0,
          told: this.batch.busy ? t('loading') : t('admin.print.listCount', { n: lists.length }),
          choice: batchChoice({
            count, size: BATCH, total: this.total, at: this.at, choose: at => {
              this.at = at;
              this.batch.run();
            },
          }),
        })}
        <div class="paper" role="region" tabindex="0" aria-label=${t('admin.print.preview')}>${lists.map(list => this.list(list))}</div>`
        : empty('people', t('admin.print.nobody'), link('people', t('admin.nav.delegates'), href('delegates', { c: this.conference.id })));
    });
  }

  list({ site, groups: all, count }) {
    let at = 0;
    return html`<article class="roster" aria-label=${`${site.code} ${site.name}`}>
      <header><p class="organiser">${this.conference.organiser}</p><h2>${t('admin.list.title')}</h2>
        <p class="paper-title">${this.conference.title} · ${moment(this.conference.startsAt, this.zone)}</p></header>
      <dl><div><dt>${t('admin.field.site')}</dt><dd><strong>${site.name}</strong> (${site.code})</dd></div>
        <div><dt>${t('admin.list.rollCall')}</dt><dd>${this.rollCall ? this.rollCall.title : html`<span class="line"></span>`}</dd></div>
        <div><dt>${t('admin.list.count')}</dt><dd>${count}</dd></div></dl>
      <table><thead><tr><th scope="col" class="number">${t('admin.list.no')}</th><th scope="col">${t('admin.list.present')}</th>
          <th scope="col">${t('admin.field.fullName')}</th><th scope="col">${t('admin.field.title')}</th><th scope="col">${t('admin.field.code')}</th>
          <th scope="col">${t('admin.list.signature')}</th></tr></thead>
        ${all.map(([organisation, cards]) => html`<tbody>
          <tr class="group"><th colspan="6" scope="rowgroup">${organisation || t('admin.list.noOrganisation')} (${cards.length})</th></tr>
          ${cards.map(card => html`<tr><td class="number">${++at}</td><td><span class="box"></span></td><td>${card.fullName}</td>
            <td>${card.title ?? ''}</td><td class="code">${card.code}</td><td></td></tr>`)}</tbody>`)}
      </table>
      <footer><p>${t('admin.list.counted')} <span class="line"></span></p>
        <div><p><strong>${t('admin.list.coordinator')}</strong></p><p>${t('admin.list.sign')}</p></div></footer>
    </article>`;
  }
});

/** By organisation as the language orders them, and within it in the order of the roster. */
function groups(cards) {
  const by = new Map();
  for (const card of cards) {
    const name = card.organisation ?? '';
    by.set(name, [...(by.get(name) ?? []), card]);
  }
  return [...by].sort(([a], [b]) => compare(a, b));
}
