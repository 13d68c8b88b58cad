// Registers a site, or changes one.

import { get, Problem, put } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog } from './forms.js';

/** Asks for all of a site; answers it, or null. */
export async function editSite(conference, site, parent) {
  const path = code => `/conferences/${conference.id}/sites/${encodeURIComponent(code)}`;
  const made = await formDialog({
    title: site ? t('admin.site.edit', { name: site.name }) : t('admin.site.new'),
    action: site ? t('save') : t('admin.site.make'),
    wide: true,
    fields: [
      { name: 'code', label: t('admin.field.code'), value: site?.code, required: true, readonly: Boolean(site), narrow: true, maxlength: 64, autocapitalize: 'characters', hint: site ? t('admin.field.codeFixed') : t('admin.field.codeHint') },
      { name: 'name', label: t('admin.field.siteName'), value: site?.name, required: true, narrow: true, maxlength: 200 },
      { name: 'kind', label: t('admin.field.kind'), type: 'select', narrow: true, value: site?.kind ?? '', options: [...(site ? [] : [{ value: '', text: t('admin.kind.byParent') }]), ...['BRANCH', 'MAIN'].map(value => ({ value, text: t(`admin.kind.${value}`) }))], hint: t('admin.field.kindHint') },
      { name: 'parent', label: t('admin.field.parent'), type: 'site', conference, narrow: true, value: site ? site.parent ?? '' : parent ?? '', none: t('admin.field.noParent') },
      { name: 'seats', label: t('admin.field.seats'), type: 'number', min: 0, inputmode: 'numeric', narrow: true, value: site?.seats },
      { name: 'address', label: t('admin.field.address'), value: site?.address, maxlength: 300, narrow: true },
      { name: 'contactName', label: t('admin.field.contactName'), value: site?.contactName, maxlength: 200, narrow: true },
      { name: 'contactPhone', label: t('admin.field.contactPhone'), type: 'tel', value: site?.contactPhone, maxlength: 50, narrow: true },
      { name: 'videoAddress', label: t('admin.field.videoAddress'), value: site?.videoAddress, maxlength: 500, hint: t('admin.field.videoHint') },
    ],
    submit: async ({ code, ...values }) => {
      if (!site) {
        await requireFree(path(code));
      }
      const body = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || null]));
      // whether it is a number is for the server to say, at its field
      body.seats = values.seats === '' ? null : Number(values.seats);
      return put(path(code), body);
    },
  });
  if (made) {
    notice(t('admin.site.saved', { name: made.name }));
  }
  return made;
}

/** Refuses a code that is taken: the call that makes one would overwrite it. */
export async function requireFree(path) {
  try {
    await get(path);
  } catch (e) {
    if (e instanceof Problem && e.status === 404) {
      return;
    }
    throw e;
  }
  throw new Problem(422, { errors: [{ pointer: '?code', message: t('admin.field.codeTaken') }] });
}
