// How old the figures are. They are never quietly out of date.

import { seconds, t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';

const MINUTE = 60;

/** 14 seconds, 2 minutes 5 seconds. */
function ageText(milliseconds) {
  const all = Math.floor(milliseconds / 1000);
  return all < MINUTE
    ? t('board.age.seconds', { n: all })
    : t('board.age.minutes', { n: Math.floor(all / MINUTE), seconds: all % MINUTE });
}

/** When the figures were true. */
export const asOf = (watch, zone) => (watch.asOf
  ? html`<p class="as-of ${watch.isStale ? 'old' : ''}">${icon(watch.isStale ? 'wifi-off' : 'broadcast')}<span>${t('board.asOf')}
      <time class="figures" datetime=${watch.asOf}>${seconds(watch.asOf, zone)}</time></span></p>`
  : nothing);

/** What says across a room that nothing was heard: the sentence is read aloud once, the age is not. */
export function staleBanner(watch) {
  if (!watch.isStale) {
    return nothing;
  }
  return html`<div class="stale-banner">
    ${icon('wifi-off')}
    <p role="alert">${t(watch.asOf ? 'board.stale' : 'board.noAnswer')}</p>
    <p class="stale-age figures">${t(watch.asOf ? 'board.staleAge' : 'board.waiting', { age: ageText(watch.silence) })}</p>
  </div>`;
}
