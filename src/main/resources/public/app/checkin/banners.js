// What stands above the roster: the line and the count, where this is, and what has to be known.

import { html, icon, nothing } from '../shared/view.js';
import { languageSwitch } from '../shared/frame.js';
import { number, t, time } from '../shared/i18n.js';
import * as tasks from './tasks.js';

const SENDING = 700;

/** Always in view: whether there is a line, what waits, and the count. */
export function bar(session, present, expected) {
  const { line, waiting, zone, connection } = session;
  // what is answered at once is not worth a word
  const n = line.state === 'online' && !(Date.now() - waiting[0]?.madeAt > SENDING) ? 0 : waiting.length;
  const at = tasks.since(line, zone);
  const words = line.state === 'online'
    ? n ? t('checkin.online.sending', { n }) : t('checkin.online', { time: at })
    : line.state === 'connecting' ? (n ? t('checkin.connecting.waiting', { n }) : t('checkin.connecting'))
    : t('checkin.offline', { n, time: at });
  const name = line.state === 'online' ? (n ? 'cloud-arrow-up' : 'wifi') : line.state === 'offline' ? 'wifi-off' : 'hourglass-split';
  return html`<header class="line ${line.state}">
    <p role="status" aria-live="polite">${icon(name)}<strong>${words}</strong>
      ${connection.overHttp && line.state === 'online' ? html`<small>${t('checkin.over-http')}</small>` : nothing}</p>
    <p class="count figures" role="group" aria-label=${t('checkin.count')}><strong>${number(present)}</strong> / ${number(expected)}
      <small>${t('checkin.present-expected')}</small></p>
  </header>`;
}

/** Which site of which conference this is, and whom to call. */
export function head(session) {
  const { site, organizer } = session.me;
  const rollCall = session.rollCall;
  const name = session.siteNow?.name ?? site.name;
  return html`<section class="head">
    <div>
      <h1>${name} <small class="quiet-text">${site.code}</small></h1>
      <p class="quiet-text">${session.conference?.title ?? session.me.conference.title}${rollCall
        ? html` · ${rollCall.title} (${t(`rollCall.${rollCall.state}`)})` : nothing}</p>
      ${organizer?.contactPhone ? html`<a class="button small" href="tel:${organizer.contactPhone.replace(/[^+\d]/g, '')}">${icon('telephone')}
        <span>${t('checkin.organizer')}: ${[organizer.contactName, organizer.contactPhone].filter(Boolean).join(' · ')}</span></a>` : nothing}
    </div>
    ${languageSwitch()}
  </section>`;
}

/** What has to be known or looked at, besides the answer that is shown now. */
export function notices(session, current) {
  const { rollCall, attention, paper } = session;
  const others = attention.filter(one => one.id !== current?.entry.command.id);
  return html`
    ${session.refused ? refusedBanner(session) : nothing}
    ${rollCall && rollCall.state !== 'OPEN' ? html`<p class="banner warn">${icon('info-circle')}<span>${t(`checkin.roll-call.${rollCall.state}`)}</span></p>` : nothing}
    ${paper ? html`<div class="banner">${icon('journal-text')}<span>${t('checkin.paper.on', { time: time(paper.at, session.zone) })}</span>
      <button type="button" class="button small" @click=${() => session.setPaper(null)}>${t('checkin.paper.end')}</button></div>` : nothing}
    ${(session.leftBehind ?? []).map(({ site, waiting }) => html`<div class="banner warn">${icon('exclamation-triangle')}
      <span>${t('checkin.left-behind', { n: waiting.length, site: site.name })}</span>
      <button type="button" class="button small" @click=${() => tasks.exportWaiting(waiting, site.code)}>${icon('download')}<span>${t('checkin.export')}</span></button></div>`)}
    ${others.length ? html`<p class="banner warn">${icon('bell')}<span>${t('checkin.attention', { n: others.length })}</span></p>` : nothing}`;
}

function refusedBanner(session) {
  const n = session.waiting.length;
  return html`<div class="banner bad" role="alert">${icon('lock')}
    <div class="stack"><p><strong>${t(`checkin.refused.${session.refused}`)}</strong></p>
      <p>${n ? t('checkin.refused.kept', { n }) : t('checkin.refused.nothing')}</p>
      <div class="row">
        ${n ? html`<button type="button" class="button" @click=${() => tasks.exportWaiting(session.waiting, session.me.site.code)}>
          ${icon('download')}<span>${t('checkin.export')}</span></button>` : nothing}
        <button type="button" class="button" @click=${() => location.reload()}>${icon('arrow-clockwise')}<span>${t('tryAgain')}</span></button>
      </div></div></div>`;
}
