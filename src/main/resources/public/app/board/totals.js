// The figures of all that is shown, large, and what they are made of.

import { number, percent, t } from '../shared/i18n.js';
import { styles } from '../shared/styles.js';
import { html, icon, nothing } from '../shared/view.js';

/** Of those called who are in some hall: a guest does not make a conference fuller than it was called. */
export const calledShare = totals =>
  (totals.expected ? (totals.own + totals.presentElsewhere) / totals.expected : 0);

const PARTS = ['present', 'left', 'excused', 'absent', 'substituted', 'awaited'];

function partsOf(totals) {
  return { ...totals, present: totals.own + totals.presentElsewhere };
}

/** One bar of all who were called, by where they stand. */
export function partsBar(totals) {
  const parts = partsOf(totals);
  return html`<div class="parts" aria-hidden="true">${PARTS.map(name => html`
    <span class="part ${name}" style=${styles({ 'flex-grow': String(parts[name]) })}></span>`)}</div>`;
}

const figure = (name, look, value, of, kind = '') => html`<div class="figure ${kind}">
  <dt>${icon(look)}<span>${t(`board.figure.${name}`)}</span></dt>
  <dd class="figures"><strong>${number(value)}</strong>${of === undefined ? nothing : html`<span> / ${number(of)}</span>`}</dd></div>`;

export function totalsBand(totals) {
  const guestCount = totals.visitors + totals.walkIns + totals.substitutes;
  return html`<section class="totals card" aria-labelledby="totals-title">
    <h2 id="totals-title" class="hidden-label">${t('board.totals')}</h2>
    <div class="lead">
      <p class="lead-count figures"><span class="hidden-label">${t('board.presentOfExpected')}</span>
        <strong class="lead-present">${number(totals.present)}</strong>
        <span class="lead-expected">/ ${number(totals.expected)}</span></p>
      <p class="lead-share"><strong class="figures">${percent(calledShare(totals))}</strong>
        <span>${t('board.ofCalled')}</span></p>
    </div>
    ${partsBar(totals)}
    <dl class="figures-list">
      ${figure('awaited', 'hourglass-split', totals.awaited, undefined, totals.awaited ? 'lead-figure' : '')}
      ${figure('excused', 'person-dash', totals.excused)}
      ${figure('absent', 'person-x', totals.absent)}
      ${figure('left', 'box-arrow-left', totals.left)}
      ${figure('guests', 'person-plus', guestCount)}
      ${figure('online', 'wifi', totals.sitesOnline, totals.sites)}
      ${figure('reported', 'clipboard-check', totals.sitesReported, totals.sites)}
    </dl>
  </section>`;
}
