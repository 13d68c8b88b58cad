// The roster as it is shown: grouped by organisation, each person with one button to check in.

import { repeat } from 'lit/directives/repeat.js';
import { html, icon, nothing } from '../shared/view.js';
import { t, time } from '../shared/i18n.js';
import { fold } from '../shared/fold.js';

const STATES = {
  AWAITED: ['circle', ''],
  PRESENT: ['check-circle', 'good'],
  LEFT: ['box-arrow-right', 'info'],
  EXCUSED: ['calendar-event', 'warn'],
  ABSENT: ['person-x', 'bad'],
  SUBSTITUTED: ['arrow-left-right', 'info'],
};

/** The state of someone, by icon, words and colour. */
export function stateOf(card, session) {
  const elsewhere = card.state === 'PRESENT' && card.site !== session.me.site.code;
  const [name, kind] = card.waiting ? ['cloud-arrow-up', 'info'] : elsewhere ? ['geo-alt', 'warn'] : STATES[card.state] ?? ['circle', ''];
  const words = elsewhere ? t('checkin.at', { site: card.site }) : t(`state.${card.state}`);
  const since = card.since && card.state !== 'AWAITED' ? ` ${time(card.since, session.zone)}` : '';
  return html`<span class="state ${kind}">${icon(name)}<span>${words}${since}${card.waiting ? ` · ${t('checkin.to-send')}` : ''}</span></span>`;
}

const details = (card, double) =>
  [card.title, double.has(fold(card.fullName)) ? card.organisation : null, card.kind === 'ROSTER' ? null : t(`kind.${card.kind}`), card.unsaved ? null : card.code]
    .filter(Boolean)
    .join(' · ');

function personRow(card, { session, double, checkIn, more }) {
  const here = card.state === 'PRESENT' && card.site === session.me.site.code;
  const mayCome = !here && card.state !== 'SUBSTITUTED' && !card.unsaved;
  return html`<li class="person" data-code=${card.code} data-state=${card.state}>
    <div class="who">
      <strong>${card.fullName}</strong>
      <small class="quiet-text">${details(card, double)}</small>
      ${card.state === 'AWAITED' && !card.waiting ? nothing : stateOf(card, session)}
    </div>
    ${mayCome
      ? html`<button type="button" class="button primary" ?disabled=${!session.mayCheckIn}
          aria-label=${`${t('checkin.check-in')} ${card.fullName}`} @click=${() => checkIn(card)}>${t('checkin.check-in')}</button>`
      : nothing}
    ${card.unsaved ? nothing : html`<button type="button" class="button quiet more" aria-label=${`${t('checkin.more')}: ${card.fullName}`}
      @click=${() => more(card)}>${icon('three-dots')}</button>`}
  </li>`;
}

/** People grouped, up to `most` of them. */
export function peopleList(groups, most, actions) {
  let left = most;
  const shown = [];
  for (const [name, all] of groups) {
    if (left <= 0) {
      break;
    }
    shown.push([name, all, all.slice(0, left)]);
    left -= all.length;
  }
  return repeat(shown, ([name]) => name, ([name, all, cards]) => html`<section class="group">
    <div class="group-head">
      <h3>${name || t('checkin.no-organisation')} <span class="quiet-text figures">${all.filter(card => card.state === 'PRESENT').length}/${all.length}</span></h3>
      ${name && all.length > 1 ? html`<button type="button" class="button quiet small" ?disabled=${!actions.session.mayCheckIn}
        aria-label=${`${t('checkin.delegation')}: ${name}`} @click=${() => actions.delegation(name)}>
        ${icon('people')}<span>${t('checkin.delegation')}</span></button>` : nothing}
    </div>
    <ul class="people">${repeat(cards, card => card.code, card => personRow(card, actions))}</ul>
  </section>`);
}
