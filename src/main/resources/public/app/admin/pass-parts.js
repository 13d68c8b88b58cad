// What is shown and asked of a pass, of a site's as of a board's.

import { t } from '../shared/i18n.js';
import { mark } from './parts.js';
import { toInstant } from './zones.js';

/** revoked, expired, never heard or heard, as the list marks it */
function stateOf(pass) {
  if (pass.revokedAt) {
    return 'revoked';
  }
  if (pass.expiresAt && Date.parse(pass.expiresAt) < Date.now()) {
    return 'expired';
  }
  return pass.lastSeenAt ? 'heard' : 'never';
}

const MARKS = { revoked: ['x-lg', 'bad'], expired: ['clock', 'warn'], heard: ['check-circle', 'good'], never: ['hourglass-split', 'warn'] };
export const passState = pass => mark(...MARKS[stateOf(pass)], t(`admin.pass.${stateOf(pass)}`));

/** Which passes a list shows. */
export const FITS = {
  all: () => true,
  never: pass => stateOf(pass) === 'never',
  live: pass => ['heard', 'never'].includes(stateOf(pass)),
  ended: pass => ['revoked', 'expired'].includes(stateOf(pass)),
};

/** What may be said of a new pass. */
export const passFields = () => [
  { name: 'label', label: t('admin.pass.label'), maxlength: 200, hint: t('admin.pass.labelHint') },
  { name: 'expiresAt', label: t('admin.pass.expiresAt'), type: 'datetime-local', hint: t('admin.pass.expiresHint') },
];

export const passBody = ({ label, expiresAt }, zone) =>
  ({ label: label || null, expiresAt: expiresAt ? toInstant(expiresAt, zone) : null });
