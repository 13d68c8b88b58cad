// Sites that a search finds on other levels than the one shown: nobody opens 37,000 of them one by one.

import { get } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { address, followed } from './entry.js';

const PAUSE = 300;
const AT_FIRST = 8;
const PAGE = 100;

export class Elsewhere {
  constructor(onFound) {
    this.onFound = onFound;
    this.timer = 0;
    this.forget();
  }

  forget() {
    clearTimeout(this.timer);
    this.asked = '';
    this.found = [];
    this.total = 0;
    this.pages = 0;
    this.shown = AT_FIRST;
  }

  /** Looks, once the typing pauses, where the list does not hold every site. */
  search(query, view) {
    const { sites, totals, top } = view;
    this.forget();
    this.asked = query.trim();
    if (this.asked.length < 2 || (!top && totals.sites <= sites.all.length)) {
      return;
    }
    this.timer = setTimeout(() => this.read(view), PAUSE);
  }

  /** Reads the next page of what the search finds. */
  async read({ conference, sites }) {
    const { asked } = this;
    try {
      const { items, total } = await get(`/conferences/${conference}/sites?q=${encodeURIComponent(asked)}&page=${this.pages}&size=${PAGE}`);
      if (asked === this.asked) {
        this.pages++;
        this.total = total;
        this.found.push(...items.filter(site => !sites.byCode.has(site.code)));
        this.onFound();
      }
    } catch {
      // what the list itself holds is shown all the same
    }
  }

  /** Shows more of what was found. */
  async more(view) {
    this.shown += PAGE;
    if (this.found.length < this.shown && this.pages * PAGE < this.total) {
      await this.read(view);
    }
    this.onFound();
  }

  draw(view) {
    if (!this.found.length) {
      return nothing;
    }
    const isMore = this.shown < this.found.length || this.pages * PAGE < this.total;
    return html`<section class="elsewhere" aria-label=${t('board.elsewhere')}>
      <h3>${t('board.elsewhere')}</h3>
      <ul>${this.found.slice(0, this.shown).map(site => wayTo(site, view))}</ul>
      ${isMore ? html`<button type="button" class="button small" @click=${() => this.more(view)}>${t('board.showMore')}</button>` : nothing}
    </section>`;
  }
}

/** A site of a list, with the way to it: into its level where it has one, and its panel. */
export function wayTo({ code, name, parent, children }, view) {
  const detail = { site: children ? code : parent, open: code };
  return html`<li><a href=${address(detail)} @click=${event =>
    followed(event) && view.dispatchEvent(new CustomEvent('find-site', { detail, bubbles: true }))}>
    ${icon('geo-alt')}<span>${name}</span> <span class="quiet-text">${code}</span></a></li>`;
}
