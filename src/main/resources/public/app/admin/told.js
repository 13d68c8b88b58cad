// Events in plain words.

import { t } from '../shared/i18n.js';

const REGISTERING = new Set(['conference', 'roll-call', 'site', 'roster']);

/** Where somebody stands, such as “có mặt tại Xã Gia Cát (CL-07)”. */
export function standing(place, names) {
  if (!place?.state) {
    return t('admin.nobody');
  }
  const state = t(`state.${place.state}`);
  return place.site ? t('admin.told.at', { state, site: names.site(place.site) }) : state;
}

const isSame = (a, b) => (a?.state ?? null) === (b?.state ?? null) && (a?.site ?? null) === (b?.site ?? null);

/** Whether an event left its person where he was. */
export const isNothingChanged = event =>
  isSame(event.from, event.to) && !(event.person && !isSame(event.person.from, event.person.to));

/** What an event led to. */
export function outcome(event, names) {
  if (event.type === 'site-report') {
    return t('admin.told.report', { n: event.counted ?? 0, site: names.site(event.site) });
  }
  if (REGISTERING.has(event.type)) {
    return event.to?.state ? t(`${event.type === 'conference' ? 'conference' : 'rollCall'}.${event.to.state}`) : '';
  }
  if (isNothingChanged(event)) {
    return t('admin.told.kept', { state: standing(event.from, names) });
  }
  return t('admin.told.moved', { from: standing(event.from, names), to: standing(event.to, names) });
}
