// Sites that a search finds on other levels than the one shown: nobody opens 37,000 of them one by one.

import { get } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { address } from './entry.js';

const PAUSE = 300;
const MOST = 8;

export class Elsewhere {
  constructor(onFound) {
    this.onFound = onFound;
    this.found = [];
    this.timer = 0;
    this.asked = '';
  }

  forget() {
    clearTimeout(this.timer);
    this.asked = '';
    this.found = [];
  }

  /** Looks, once the typing pauses, where the list does not hold every site. */
  search(query, { sites, totals, top, conference }) {
    this.forget();
    this.asked = query.trim();
    if (this.asked.length < 2 || (!top && totals.sites <= sites.all.length)) {
      return;
    }
    const asked = this.asked;
    this.timer = setTimeout(async () => {
      try {
        const { items } = await get(`/conferences/${conference}/sites?q=${encodeURIComponent(asked)}&size=100`);
        if (asked === this.asked) {
          this.found = items.filter(site => !sites.byCode.has(site.code)).slice(0, MOST);
          this.onFound();
        }
      } catch {
        // what the list itself holds is shown all the same
      }
    }, PAUSE);
  }

  draw(view) {
    if (!this.found.length) {
      return nothing;
    }
    return html`<section class="elsewhere" aria-label=${t('board.elsewhere')}>
      <h3>${t('board.elsewhere')}</h3>
      <ul>${this.found.map(site => html`<li>
        <a href=${address({ site: site.children ? site.code : site.parent, open: site.code })}
          @click=${event => {
            event.preventDefault();
            const detail = { site: site.children ? site.code : site.parent, open: site.code };
            view.dispatchEvent(new CustomEvent('find-site', { detail }));
          }}>${icon('geo-alt')}<span>${site.name}</span> <span class="quiet-text">${site.code}</span></a></li>`)}
      </ul></section>`;
  }
}
