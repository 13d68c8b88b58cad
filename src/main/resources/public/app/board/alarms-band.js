// The alarms, to be read across a room: how many sites of each kind, and which.

import { number, t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { ALARMS } from './alarms.js';

const NAMED = 3;

/** One card for each kind: it filters the list; the sites it names are opened. */
export function alarmsBand(sites, { chosen, choose, open }) {
  const found = Object.keys(ALARMS).map(kind => [kind, sites.filter(site => site.alarms.includes(kind))]);
  const any = found.some(([, those]) => those.length);
  return html`<section class="alarms" aria-labelledby="alarms-title">
    <h2 id="alarms-title" class="hidden-label">${t('board.alarms')}</h2>
    ${any ? nothing : html`<p class="no-alarms">${icon('check-circle')}<span>${t('board.noAlarms')}</span></p>`}
    ${any ? html`<ul role="list">${found.map(([kind, those]) => card(kind, those, { chosen, choose, open }))}</ul>` : nothing}
  </section>`;
}

function card(kind, those, { chosen, choose, open }) {
  const label = t(`board.alarm.${kind}`);
  if (!those.length) {
    return html`<li class="alarm none">${icon(ALARMS[kind])}<p><strong class="figures">0</strong> <span>${label}</span></p></li>`;
  }
  return html`<li class="alarm">
    <button type="button" class="alarm-count" aria-pressed=${chosen === kind} @click=${() => choose(chosen === kind ? null : kind)}>
      ${icon(ALARMS[kind])}<strong class="figures">${number(those.length)}</strong> <span>${label}</span></button>
    <p class="alarm-sites">${those.slice(0, NAMED).map(site => html`<button type="button" class="alarm-site"
      @click=${() => open(site.code)}>${site.row.name}</button>`)}${those.length > NAMED
      ? html`<span class="small">${t('board.andMore', { n: those.length - NAMED })}</span>` : nothing}</p>
  </li>`;
}

/** What is read aloud of new alarms. */
export function alarmNews(fresh) {
  const told = fresh.slice(0, NAMED).map(({ site, kind }) => `${site.row.name}: ${t(`board.alarm.${kind}`)}`);
  if (fresh.length > NAMED) {
    told.push(t('board.andMore', { n: fresh.length - NAMED }));
  }
  return told.length ? `${t('board.newAlarms', { n: fresh.length })}: ${told.join('; ')}` : '';
}
