// The board of a hall's projector: numbers to be read from twenty metres, no names of people.

import { failed, languageSwitch, loading } from '../shared/frame.js';
import { addMessages, number, percent, t } from '../shared/i18n.js';
import sharedEn from '../shared/en.js';
import sharedVi from '../shared/vi.js';
import { styles } from '../shared/styles.js';
import { html, icon, nothing, oncePerFrame } from '../shared/view.js';
import en from './en.js';
import { asOf, staleBanner } from './freshness.js';
import { bar } from './site-items.js';
import { branchOf, parentsOf, share } from './sites.js';
import { calledShare, partsBar } from './totals.js';
import vi from './vi.js';
import { Visit } from './visit.js';

addMessages({ vi: sharedVi, en: sharedEn });
addMessages({ vi, en });

/** More than these could not be told apart from a seat. */
const MOST_METERS = 60;
/** From so many sites on, numbers need narrower letters to stand beside each other. */
const MANY = 10_000;

class Hall extends Visit {
  constructor() {
    super();
    this.take = oncePerFrame(() => this.requestUpdate());
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', () => this.keepAwake());
  }

  follow() {
    super.follow();
    this.keepAwake();
  }

  /** Nobody touches a projector's computer for hours: where the browser can, its screen stays on. */
  async keepAwake() {
    try {
      await navigator.wakeLock?.request('screen');
    } catch {
      // a hidden page may not ask, or the battery is low
    }
  }

  render() {
    const { stage, watch } = this;
    document.title = watch?.conference?.title ?? t('board.hall.title');
    if (stage !== 'board') {
      return this.door(this.doors());
    }
    if (watch.refusal) {
      return this.door(failed(watch.refusal.message, null));
    }
    return watch.asOf ? this.figures() : this.door(html`${staleBanner(watch)}${loading()}`);
  }

  door(content) {
    return html`<main class="door">${content}<p class="row centred">${languageSwitch()}</p></main>`;
  }

  figures() {
    const { watch } = this;
    const { totals } = watch;
    const present = number(totals.present);
    const expected = number(totals.expected);
    const parents = parentsOf(watch.rows);
    const meters = watch.rows.size > 1 && watch.rows.size <= MOST_METERS ? Array.from(watch.rows.values()) : [];
    return html`<main class=${`hall${watch.isStale ? ' is-stale' : ''}${meters.length ? ' with-sites' : ''}`}>
      <header class="hall-head">
        <div><h1>${watch.conference.title}</h1>
          <p class="hall-roll-call">${t('board.rollCall', { title: watch.rollCall.title })} · ${t(`rollCall.${watch.rollCall.state}`)}</p></div>
        ${asOf(watch, this.zone)}
      </header>
      ${staleBanner(watch)}
      <section class="hall-lead figures-area" aria-label=${t('board.totals')}>
        <p class="hall-count figures" style=${styles({ '--letters': String(present.length + 0.55 * expected.length + 0.8) })}>
          <strong>${present}</strong> <span class="hall-expected">/ ${expected}</span></p>
        <div class="hall-beside">
          <p class="hall-share figures">${percent(calledShare(totals))}</p>
          <p class="hall-words">${t('board.ofCalled')}</p>
        </div>
      </section>
      <div class="figures-area">${partsBar(totals)}</div>
      <dl class=${`hall-figures figures-area${totals.sites >= MANY ? ' long' : ''}`}>
        ${figure('hourglass-split', t('board.hall.awaited'), number(totals.awaited))}
        ${figure('person-dash', t('board.figure.excused'), number(totals.excused))}
        ${figure('wifi', t('board.hall.online'), number(totals.sitesOnline), number(totals.sites))}
        ${figure('clipboard-check', t('board.hall.reported'), number(totals.sitesReported), number(totals.sites))}
      </dl>
      ${meters.length ? html`<section class="hall-sites figures-area" aria-label=${t('board.sites')}>
        <ul role="list" style=${styles({ '--columns': String(columns(meters.length)) })}>${meters.map(row => meter(row, branchOf(row, parents.has(row.code))))}</ul></section>` : nothing}
      <footer class="hall-foot">${languageSwitch()}
        <button type="button" class="button quiet" @click=${() => document.documentElement.requestFullscreen?.()}>
          ${icon('fullscreen')}<span>${t('board.hall.full')}</span></button></footer>
    </main>`;
  }
}

const figure = (look, name, value, of) => html`<div><dt>${icon(look)}<span>${name}</span></dt>
  <dd class="figures"><strong>${value}</strong>${of ? html`<span> / ${of}</span>` : nothing}</dd></div>`;

/** As many beside each other as make lines of about the same length, at most six below each other. */
const columns = count => (count <= 8 ? Math.min(count, 4) : count <= 24 ? 6 : 10);

/** A site, with the figures of its branch where it stands for one: then its own hall's link says nothing of it. */
const meter = ({ code, name, headcount, link }, branch) => html`<li class="hall-site">
  <p class="hall-site-name" title=${name}>${!branch && link.state === 'OFFLINE'
    ? html`${icon('wifi-off')}<span class="hidden-label">${t('link.OFFLINE')}</span>` : nothing}<span class="hall-code">${code}</span> ${name}</p>
  <div class="hall-site-count">${bar(share(branch ?? headcount))}<span class="figures">${number((branch ?? headcount).present)}/${number((branch ?? headcount).expected)}</span></div>
</li>`;

customElements.define('rollcall-hall', Hall);
