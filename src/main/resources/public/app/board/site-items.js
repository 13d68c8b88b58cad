// A site as a row of the table, and as a tile.

import { styles } from '../shared/styles.js';
import { html, icon, nothing } from '../shared/view.js';
import { has, number, percent, t, time } from '../shared/i18n.js';
import { ALARMS } from './alarms.js';
import { address } from './entry.js';

const LINK_LOOKS = { ONLINE: ['good', 'wifi'], OFFLINE: ['bad', 'wifi-off'], NEVER: ['', 'dash-lg'] };
const FRESH = 1500;

/** The link of a site: a word with an icon. */
export function linkState({ state }) {
  const [kind, name] = LINK_LOOKS[state] ?? LINK_LOOKS.NEVER;
  const key = `link.${state}`;
  return html`<span class="state ${kind}">${icon(name)}<span>${has(key) ? t(key) : state}</span></span>`;
}

/** The bar of a share; the words beside it say the same. */
export const bar = fraction => html`<span class="meter" aria-hidden="true"><span class=${level(fraction)}
  style=${styles({ width: `${Math.min(fraction, 1) * 100}%` })}></span></span>`;

const level = fraction => (fraction < 0.5 ? 'low' : fraction < 1 ? 'some' : 'full');

/** What is wrong; where a row stands for a whole branch, it is so in its own hall. */
const alarmChips = site => site.alarms.map(kind => {
  const alarm = t(`board.alarm.${kind}`);
  return html`<span class="state bad alarm-chip">${icon(ALARMS[kind])}<span>${site.branch
    ? t('board.alarmOfHall', { alarm }) : alarm}</span></span>`;
});

/** The link of a site, or how many of a branch are online. */
const link = ({ branch, row }) => (branch
  ? html`<span class="quiet-text figures">${t('board.onlineOf', { n: branch.sitesOnline, all: branch.sites })}</span>`
  : linkState(row.link));

function report({ branch, row }) {
  if (branch) {
    return html`<span class="quiet-text figures">${t('board.reportedOf', { n: branch.sitesReported, all: branch.sites })}</span>`;
  }
  if (!row.report) {
    return html`<span class="quiet-text">${t('board.notReported')}</span>`;
  }
  return row.report.current
    ? html`<span class="report">${icon('clipboard-check')}<span>${t('board.reported', { n: row.report.counted })}</span></span>`
    : html`<span class="report quiet-text">${icon('clock')}<span>${t('board.reportedBefore', { n: row.report.counted })}</span></span>`;
}

const arrival = ({ branch, row }, zone) => (branch
  ? html`<span class="quiet-text">${icon('dash-lg')}<span class="hidden-label">${t('board.notOfBranch')}</span></span>`
  : row.lastAt ? html`<time datetime=${row.lastAt}>${time(row.lastAt, zone)}</time>`
  : html`<span class="quiet-text">${t('board.noneYet')}</span>`);

function opener(site, { open, tabbable }) {
  return html`<button type="button" class="opener" data-opens=${site.code} tabindex=${tabbable ? 0 : -1}
    title=${site.row.name} @click=${() => open(site.code)}>${site.row.name}</button>`;
}

/** The way into the level below a site. */
function wayDown(site, { enter, top, tabbable }) {
  const { subtree, code, name } = site.row;
  if (!subtree || code === top) {
    return nothing;
  }
  return html`<a class="way-down" href=${address({ site: code, open: null })} tabindex=${tabbable ? 0 : -1}
    aria-label=${t('board.enterLevel', { name })} @click=${event => enter(event, code)}>
    ${icon('diagram-3')}<span>${t('board.sitesBelow', { n: subtree.sites - 1 })}</span>${icon('chevron-right')}</a>`;
}

/** Where both are known, the hall's own figures beside those of all below it, or the other way round. */
function otherFigures(site) {
  const { subtree, headcount } = site.row;
  if (!subtree) {
    return nothing;
  }
  const [key, figures] = site.opened ? ['board.withBelow', subtree] : ['board.ownHall', headcount];
  return html`<span class="other figures">${t(key, { present: figures.present, expected: figures.expected })}</span>`;
}

const count = figures => html`<span class="count figures"><strong>${number(figures.present)}</strong>
  <span>/ ${number(figures.expected)}</span></span>`;

const fresh = (site, now) => (now - site.changedAt < FRESH ? ' fresh' : '');

export function rowItem(site, index, context) {
  const { row, figures } = site;
  return html`<tr role="row" class=${`site${site.alarms.length ? ' alarmed' : ''}${fresh(site, context.now)}`}
    aria-rowindex=${index + 2} data-site=${site.code}>
    <td role="cell" class="cell-code">${row.code}</td>
    <th role="rowheader" scope="row" class="cell-name">
      ${opener(site, context)}
      ${site.alarms.length || row.subtree
        ? html`<span class="chips">${alarmChips(site)}${wayDown(site, context)}</span>` : nothing}</th>
    <td role="cell" class="cell-count">${count(figures)}${otherFigures(site)}</td>
    <td role="cell" class="cell-share">${bar(site.share)}<span class="figures">${percent(site.share)}</span></td>
    <td role="cell" class="cell-awaited number">${number(figures.awaited)}</td>
    <td role="cell" class="cell-link">${link(site)}</td>
    <td role="cell" class="cell-report">${report(site)}</td>
    <td role="cell" class="cell-last figures">${arrival(site, context.zone)}</td>
  </tr>`;
}

export function tileItem(site, index, context) {
  const { row, figures } = site;
  return html`<li class=${`site tile${site.alarms.length ? ' alarmed' : ''}${fresh(site, context.now)}`}
    aria-posinset=${index + 1} aria-setsize=${context.size} data-site=${site.code}>
    <div class="tile-head"><span class="code">${row.code}</span>${link(site)}</div>
    <div class="tile-name">${opener(site, context)}</div>
    <div class="tile-count">${count(figures)}<span class="tile-share figures">${percent(site.share)}</span></div>
    ${bar(site.share)}
    ${row.subtree && !site.alarms.length ? nothing : html`<div class="tile-foot">${site.alarms.length
      ? alarmChips(site).slice(0, 2)
      : html`<span class="last">${icon('clock')}<span class="hidden-label">${t('board.lastArrival')}</span>
          ${arrival(site, context.zone)}</span>${report(site)}`}</div>`}
    ${row.subtree ? html`<div class="tile-below">${otherFigures(site)}${wayDown(site, context)}</div>` : nothing}
  </li>`;
}
