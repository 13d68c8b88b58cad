// The delegates of a site by where they stand: first those who are missing.

import { getAll, Problem } from '../shared/api.js';
import { haystack, matches, words } from '../shared/fold.js';
import { has, number, t, time } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { Part } from './part.js';

const ORDER = ['AWAITED', 'EXCUSED', 'ABSENT', 'PRESENT', 'LEFT', 'SUBSTITUTED'];
const LOOKS = {
  AWAITED: 'hourglass-split', EXCUSED: 'person-dash', ABSENT: 'person-x', PRESENT: 'person-check', LEFT: 'box-arrow-left',
  SUBSTITUTED: 'arrow-left-right',
};
const AT_FIRST = 50;
const SEARCH_FROM = 12;

class Delegates extends Part {
  constructor() {
    super();
    this.cards = null;
    this.query = '';
    this.whole = new Set();
    this.forbidden = false;
  }

  async load() {
    try {
      const { items } = await getAll(`/conferences/${this.conference}/delegates?site=${encodeURIComponent(this.site)}`);
      this.cards = items.map(card => ({ ...card, hay: haystack(card) }));
    } catch (e) {
      this.forbidden = e instanceof Problem && e.status === 403;
      if (!this.forbidden) {
        throw e;
      }
    }
  }

  render() {
    if (this.forbidden) {
      return nothing;
    }
    return html`<section aria-labelledby="panel-delegates">
      <h3 id="panel-delegates">${t('board.delegates')}</h3>
      ${this.cards ? html`${this.mark()}${this.groups()}` : this.notYet()}
    </section>`;
  }

  groups() {
    const wanted = words(this.query);
    const fitting = this.cards.filter(card => matches(card.hay, wanted));
    const known = ORDER.map(state => [state, fitting.filter(card => card.state === state)]);
    const other = fitting.filter(card => !ORDER.includes(card.state));
    return html`
      ${this.cards.length > SEARCH_FROM ? html`<label class="search"><span class="hidden-label">${t('board.searchDelegates')}</span>
        ${icon('search')}<input type="search" autocomplete="off" placeholder=${t('board.searchDelegates')} .value=${this.query}
          @input=${event => {
            this.query = event.target.value;
            this.requestUpdate();
          }}></label>` : nothing}
      ${this.cards.length ? nothing : html`<p class="quiet-text">${t('board.noDelegates')}</p>`}
      ${[...known, ['OTHER', other]].filter(([, cards]) => cards.length).map(([state, cards]) => this.group(state, cards))}`;
  }

  group(state, cards) {
    const shown = this.whole.has(state) ? cards : cards.slice(0, AT_FIRST);
    return html`<details class="group" ?open=${state === 'AWAITED' || this.query !== ''}>
      <summary>${icon(LOOKS[state] ?? 'circle')}<span>${has(`state.${state}`) ? t(`state.${state}`) : state}</span>
        <span class="badge figures">${number(cards.length)}</span></summary>
      <ul role="list">${shown.map(card => this.card(card))}</ul>
      ${shown.length < cards.length ? html`<button type="button" class="button small" @click=${() => {
        this.whole.add(state);
        this.requestUpdate();
      }}>${t('board.showRest', { n: cards.length - shown.length })}</button>` : nothing}
    </details>`;
  }

  card(card) {
    const elsewhere = card.site && card.site !== this.site ? t('board.isAt', { site: card.site })
      : card.homeSite && card.homeSite !== this.site ? t('board.comesFrom', { site: card.homeSite }) : '';
    const kind = card.kind === 'ROSTER' ? '' : t(`kind.${card.kind}`);
    const about = [card.title, card.organisation, kind, elsewhere].filter(part => part).join(' · ');
    return html`<li class="person"><div><p><strong>${card.fullName}</strong> <span class="quiet-text small">${card.code}</span></p>
        ${about ? html`<p class="small quiet-text">${about}</p>` : nothing}</div>
      ${card.since ? html`<time class="small quiet-text figures" datetime=${card.since}>${time(card.since, this.zone)}</time>` : nothing}</li>`;
  }
}

customElements.define('rollcall-delegates', Delegates);
