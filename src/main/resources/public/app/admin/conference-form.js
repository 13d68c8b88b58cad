// Makes and changes a conference, and takes it through its states.

import { html } from '../shared/view.js';
import { patch, post, Problem } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog, question } from './forms.js';
import { isZone, toInstant, toLocal, zones } from './zones.js';

const USUAL_ZONE = 'Asia/Ho_Chi_Minh';

/** Asks for what a conference is; answers the conference made or changed, or null. */
export function editConference(conference) {
  const zone = conference?.zone ?? USUAL_ZONE;
  return formDialog({
    title: conference ? t('admin.conference.edit') : t('admin.conference.new'),
    action: conference ? t('save') : t('admin.conference.make'),
    fields: [
      { name: 'title', label: t('admin.conference.title'), value: conference?.title, required: true, maxlength: 300 },
      { name: 'organiser', label: t('admin.conference.organiser'), value: conference?.organiser, required: true, maxlength: 300 },
      {
        name: 'startsAt', label: t('admin.conference.startsAt'), type: 'datetime-local', required: true,
        value: conference ? toLocal(conference.startsAt, zone) : '',
      },
      {
        name: 'zone', label: t('admin.conference.zone'), value: zone, options: zones(), required: true,
        hint: t('admin.conference.zoneHint'),
      },
      {
        name: 'retentionDays', label: t('admin.conference.retention'), type: 'number', min: 0, inputmode: 'numeric',
        value: conference?.retentionDays ?? '', hint: t('admin.conference.retentionHint'),
      },
    ],
    submit: async values => {
      if (!isZone(values.zone)) {
        throw new Problem(422, { errors: [{ pointer: '/zone', message: t('admin.conference.noZone') }] });
      }
      const { retentionDays, ...rest } = values;
      const body = { ...rest, startsAt: toInstant(values.startsAt, values.zone) };
      // left alone it is not sent: somebody may have let the data be kept longer since this page was opened
      if (retentionDays !== String(conference?.retentionDays ?? '')) {
        body.retentionDays = Number(retentionDays);
      }
      return conference ? patch(`/conferences/${conference.id}`, body) : post('/conferences', body);
    },
  });
}

/** Asks whether to open the conference, and says what that does. */
export const openConference = (conference, { sites, delegates }) => question({
  title: t('admin.open.title', { title: conference.title }),
  body: html`<p>${t('admin.open.text')}</p>
    ${sites && delegates ? html`<p>${t('admin.open.ready', { sites, delegates })}</p>`
    : html`<p><strong>${t('admin.open.notReady', { sites, delegates })}</strong></p>`}`,
  action: t('admin.open.action'),
  work: () => change(conference, { state: 'OPEN' }, t('admin.open.done')),
});

/** Asks whether to close it; `totals` and `unreported` tell what is still missing, where that is known. */
export const closeConference = (conference, totals) => question({
  title: t('admin.close.title', { title: conference.title }),
  body: html`<p>${t('admin.close.text')}</p>
    ${totals ? html`<ul>
      <li>${t('admin.close.awaited', { n: totals.awaited })}</li>
      <li>${t('admin.close.unreported', { n: totals.sites - totals.sitesReported, sites: totals.sites })}</li>
    </ul>` : ''}<p>${t('admin.close.after')}</p>`,
  action: t('admin.close.action'),
  danger: true,
  work: () => change(conference, { state: 'CLOSED' }, t('admin.close.done')),
});

/** Opens a closed conference again; that takes a reason, which the log keeps. */
export const reopenConference = conference => formDialog({
  title: t('admin.reopen.title', { title: conference.title }),
  intro: html`<p>${t('admin.reopen.text')}</p>`,
  fields: [{ name: 'reason', label: t('admin.reason'), required: true, maxlength: 500, type: 'textarea', hint: t('admin.reasonKept') }],
  action: t('admin.reopen.action'),
  submit: ({ reason }) => change(conference, { state: 'OPEN', reason }, t('admin.reopen.done')),
});

async function change(conference, body, done) {
  const changed = await patch(`/conferences/${conference.id}`, body);
  notice(done);
  return changed;
}
