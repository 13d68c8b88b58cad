// Registers a delegate of the roster, or changes one.

import { put } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog } from './forms.js';
import { requireFree } from './site-form.js';

/** Asks for all of a delegate; answers the card, or null. */
export async function editDelegate(conference, card, site) {
  const path = code => `/conferences/${conference.id}/delegates/${encodeURIComponent(code)}`;
  const made = await formDialog({
    title: card ? t('admin.delegate.edit', { name: card.fullName }) : t('admin.delegate.new'),
    action: card ? t('save') : t('admin.delegate.make'),
    fields: [
      { name: 'code', label: t('admin.field.code'), value: card?.code, required: true, readonly: Boolean(card), maxlength: 64, autocapitalize: 'characters', hint: card ? t('admin.field.codeFixed') : t('admin.field.codeBadge') },
      { name: 'fullName', label: t('admin.field.fullName'), value: card?.fullName, required: true, maxlength: 200 },
      { name: 'title', label: t('admin.field.title'), value: card?.title, maxlength: 300 },
      { name: 'organisation', label: t('admin.field.organisation'), value: card?.organisation, maxlength: 300 },
      { name: 'homeSite', label: t('admin.field.homeSite'), type: 'site', conference, value: card?.homeSite ?? site ?? '', required: true },
    ],
    submit: async ({ code, ...values }) => {
      if (!card) {
        await requireFree(path(code));
      }
      return put(path(code), { ...values, title: values.title || null, organisation: values.organisation || null });
    },
  });
  if (made) {
    notice(t('admin.delegate.saved', { name: made.fullName }));
  }
  return made;
}
