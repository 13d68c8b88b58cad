// The last events of the log, with names: who came, where, when.

import { get, Problem } from '../shared/api.js';
import { has, t, time } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { Part } from './part.js';

const LATEST = Number.MAX_SAFE_INTEGER;

const LOOKS = {
  'check-in': 'person-check', 'check-out': 'box-arrow-left', excuse: 'person-dash', absent: 'person-x',
  'walk-in': 'person-plus', substitute: 'arrow-left-right', undo: 'arrow-counterclockwise', 'site-report': 'clipboard-check',
  conference: 'flag', 'roll-call': 'flag', site: 'building', roster: 'people',
};

const OF_PHASES = { conference: 'conference', 'roll-call': 'rollCall' };

/** Who an event is about, or what else it tells. */
function subject(item) {
  if (item.type === 'substitute' && item.personName) {
    return t('board.feed.instead', { person: item.personName, delegate: item.fullName ?? item.delegate });
  }
  if (item.delegate) {
    return item.fullName ?? item.delegate;
  }
  if (item.type === 'site-report') {
    return t('board.reported', { n: item.counted });
  }
  const phase = `${OF_PHASES[item.type]}.${item.to?.state}`;
  return has(phase) ? t(phase) : '';
}

/** Where it took someone, or was told. */
const placeOf = item => item.to?.site ?? item.person?.to?.site ?? item.site;

class Feed extends Part {
  static properties = { sites: {}, size: { type: Number } };
  static pause = 2000;

  constructor() {
    super();
    this.size = 12;
    this.items = null;
    this.names = new Map();
  }

  async load() {
    const query = new URLSearchParams({ before: LATEST, limit: this.size });
    if (this.site) {
      query.set('site', this.site);
    }
    try {
      const { items } = await get(`/conferences/${this.conference}/attendance?${query}`);
      await this.name(items);
      this.items = items;
    } catch (e) {
      if (e instanceof Problem && e.status === 403) {
        this.refresher.end();
        this.dispatchEvent(new CustomEvent('no-names', { bubbles: true }));
        return;
      }
      throw e;
    }
  }

  /** Reads once what the sites are called that the board does not show. */
  async name(items) {
    const unknown = this.site ? []
      : items.map(placeOf).filter(code => code && !this.sites.has(code) && !this.names.has(code));
    await Promise.allSettled(Array.from(new Set(unknown), async code => {
      this.names.set(code, (await get(`/conferences/${this.conference}/sites/${encodeURIComponent(code)}`)).name);
    }));
  }

  render() {
    if (!this.items) {
      return this.notYet();
    }
    if (!this.items.length) {
      return html`${this.mark()}<p class="quiet-text">${t('board.feed.none')}</p>`;
    }
    return html`${this.mark()}<ol class="feed" role="list">${this.items.map(item => this.line(item))}</ol>`;
  }

  line(item) {
    const key = `event.${item.type}`;
    const place = placeOf(item);
    return html`<li class="feed-line of-${item.type}">
      ${icon(LOOKS[item.type] ?? 'circle')}
      <div class="feed-text">
        <p><strong>${subject(item)}</strong></p>
        <p class="small quiet-text">${has(key) ? t(key) : item.type}${place && !this.site
          ? html` · ${this.sites.get(place)?.row.name ?? this.names.get(place) ?? place}` : nothing}${item.note ? html` · ${item.note}` : nothing}${item.late
          ? html` · ${t('board.feed.late')}` : item.offline ? html` · ${t('board.feed.offline')}` : nothing}</p>
      </div>
      <time class="small quiet-text figures" datetime=${item.happenedAt}>${time(item.happenedAt, this.zone)}</time>
    </li>`;
  }
}

customElements.define('rollcall-feed', Feed);
