// A level that is too wide for a board, page by page: the names of its sites, with the way to each.

import { get } from '../shared/api.js';
import { number, t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { wayTo } from './elsewhere.js';
import { Part } from './part.js';

const PAGE = 100;

/** The sites right below `site`. */
class Level extends Part {
  constructor() {
    super();
    this.page = 0;
    this.found = null;
  }

  async load() {
    const { page } = this;
    const query = new URLSearchParams({ parent: this.site, page, size: PAGE });
    this.found = { page, ...(await get(`/conferences/${this.conference}/sites?${query}`)) };
  }

  turnTo(page) {
    this.page = page;
    this.refresher.hurry();
  }

  render() {
    if (!this.found) {
      return this.notYet();
    }
    const { page, items, total } = this.found;
    const from = page * PAGE;
    return html`${this.mark()}
      <div class="row level-pages">
        <p class="quiet-text figures" role="status">${t('board.level.shown', { from: number(from + 1), to: number(from + items.length), all: total })}</p>
        ${total <= PAGE ? nothing : html`<button type="button" class="button small" ?disabled=${page === 0} @click=${() => this.turnTo(page - 1)}>
          ${icon('arrow-left')}<span>${t('board.level.before')}</span></button>
        <button type="button" class="button small" ?disabled=${from + items.length >= total} @click=${() => this.turnTo(page + 1)}>
          <span>${t('board.level.next')}</span>${icon('chevron-right')}</button>`}
      </div>
      <ul role="list" class="level">${items.map(site => wayTo(site, this))}</ul>`;
  }
}

customElements.define('rollcall-level', Level);
