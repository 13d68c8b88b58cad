// The last events of the log, with names: who came, where, when.

import { get, Problem } from '../shared/api.js';
import { has, t, time } from '../shared/i18n.js';
import { html, icon, nothing, View } from '../shared/view.js';
import { Refresher } from './refresher.js';

const PAUSE = 2000;
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

class Feed extends View {
  static properties = { conference: {}, site: {}, revision: {}, sites: {}, zone: {}, size: { type: Number } };

  constructor() {
    super();
    this.size = 12;
    this.items = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.refresher = new Refresher(() => this.load(), PAUSE);
    this.refresher.touch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.refresher.end();
  }

  willUpdate(changed) {
    if (changed.has('revision') || changed.has('site')) {
      this.refresher?.touch();
    }
  }

  async load() {
    const query = new URLSearchParams({ before: LATEST, limit: this.size });
    if (this.site) {
      query.set('site', this.site);
    }
    try {
      this.items = (await get(`/conferences/${this.conference}/attendance?${query}`)).items;
    } catch (e) {
      if (e instanceof Problem && e.status === 403) {
        this.refresher.end();
        this.dispatchEvent(new CustomEvent('no-names', { bubbles: true }));
        return;
      }
      // what was read stays; the page itself says when the line is cut
    }
    this.requestUpdate();
  }

  render() {
    if (!this.items) {
      return html`<p class="quiet-text">${t('loading')}</p>`;
    }
    if (!this.items.length) {
      return html`<p class="quiet-text">${t('board.feed.none')}</p>`;
    }
    return html`<ol class="feed" role="list">${this.items.map(item => this.line(item))}</ol>`;
  }

  line(item) {
    const key = `event.${item.type}`;
    const place = item.to?.site ?? item.person?.to?.site ?? item.site;
    return html`<li class="feed-line ${item.type}">
      ${icon(LOOKS[item.type] ?? 'circle')}
      <div class="feed-text">
        <p><strong>${subject(item)}</strong></p>
        <p class="small quiet-text">${has(key) ? t(key) : item.type}${place && !this.site
          ? html` · ${this.sites?.get(place)?.row.name ?? place}` : nothing}${item.note ? html` · ${item.note}` : nothing}${item.late
          ? html` · ${t('board.feed.late')}` : item.offline ? html` · ${t('board.feed.offline')}` : nothing}</p>
      </div>
      <time class="small quiet-text figures" datetime=${item.happenedAt}>${time(item.happenedAt, this.zone)}</time>
    </li>`;
  }
}

customElements.define('rollcall-feed', Feed);
