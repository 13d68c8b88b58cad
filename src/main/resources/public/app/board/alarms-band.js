// The alarms, to be read across a room: how many sites of each kind, and which.

import { number, t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { ALARMS } from './alarms.js';
import { address } from './entry.js';

const NAMED = 3;

/** One card for each kind: it filters the list; the sites it names are opened. */
export function alarmsBand(sites, { top, chosen, choose, open, enter }) {
  const found = Object.keys(ALARMS).map(kind => [kind, sites.filter(site => site.alarms.includes(kind))]);
  const any = found.some(([, those]) => those.length);
  const branches = sites.filter(site => site.branch);
  return html`<section class="alarms" aria-labelledby="alarms-title">
    <h2 id="alarms-title" class="hidden-label">${t('board.alarms')}</h2>
    ${any || branches.length ? nothing : html`<p class="no-alarms">${icon('check-circle')}<span>${t('board.noAlarms')}</span></p>`}
    ${any ? html`<ul role="list">${found.map(([kind, those]) => card(kind, those, { chosen, choose, open }))}</ul>` : nothing}
    ${branches.length ? notJudged(branches, any, top, enter) : nothing}
  </section>`;
}

/** What is wrong is told by the rows of halls: of those below that are not shown nothing is known here. */
function notJudged(branches, any, top, enter) {
  const n = branches.reduce((sum, { branch }) => sum + branch.sites - 1, 0);
  const unlinked = ({ branch }) => branch.sites - branch.sitesOnline;
  const ways = branches.filter(({ code }) => code !== top).sort((a, b) => unlinked(b) - unlinked(a) || a.byCode - b.byCode);
  return html`<p class="not-judged">${icon('info-circle')}<span>${t(any ? 'board.alarmsNotBelow' : 'board.noAlarmsHere', { n })}
    ${ways.length ? t('board.openBranch') : nothing}
    ${ways.slice(0, NAMED).map(site => html`<a href=${address({ site: site.code, open: null })}
      @click=${event => enter(event, site.code)}>${site.row.name}</a> `)}${ways.length > NAMED
      ? t('board.andMore', { n: ways.length - NAMED }) : nothing}</span></p>`;
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
