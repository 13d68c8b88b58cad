// Small parts that several views are made of.

import { html, icon, nothing } from '../shared/view.js';
import { dateTime, number, seconds, t } from '../shared/i18n.js';

const CONFERENCE = { DRAFT: ['pencil', ''], OPEN: ['broadcast', 'good'], CLOSED: ['lock', 'info'] };
const ROLL_CALL = { PLANNED: ['clock', ''], OPEN: ['broadcast', 'good'], CLOSED: ['lock', 'info'] };
const STATE = {
  AWAITED: ['circle', ''],
  PRESENT: ['check-circle', 'good'],
  LEFT: ['box-arrow-right', 'info'],
  EXCUSED: ['person-dash', 'warn'],
  ABSENT: ['person-x', 'bad'],
  SUBSTITUTED: ['arrow-left-right', 'info'],
  VOID: ['dash-lg', ''],
};

const chip = ([name, kind], text) => html`<span class="state ${kind}">${icon(name)}<span>${text}</span></span>`;

export const conferenceState = state => chip(CONFERENCE[state] ?? ['circle', ''], t(`conference.${state}`));
export const rollCallState = state => chip(ROLL_CALL[state] ?? ['circle', ''], t(`rollCall.${state}`));
const delegateState = state => chip(STATE[state] ?? ['circle', ''], t(`state.${state}`));
export const mark = (name, kind, text) => chip([name, kind], text);

/** A moment in the conference's zone; machines read it too. */
export const moment = (instant, zone, exact = false) => instant
  ? html`<time datetime=${instant} class="figures">${exact
    ? `${dateTime(instant, zone).replace(/\d\d:\d\d/, seconds(instant, zone))}` : dateTime(instant, zone)}</time>`
  : nothing;

/** Where somebody stands: a state, and at which site. */
export const place = standing => standing
  ? html`${delegateState(standing.state)}${standing.site ? html` <span class="code">${standing.site}</span>` : nothing}`
  : html`<span class="quiet-text">${t('admin.nobody')}</span>`;

export const button = (name, text, click, { kind = '', label, disabled = false } = {}) =>
  html`<button type="button" class="button ${kind}" aria-label=${label ?? nothing} ?disabled=${disabled}
    @click=${click}>${icon(name)}<span>${text}</span></button>`;

export const link = (name, text, address, kind = '', label = nothing) =>
  html`<a class="button ${kind}" href=${address} aria-label=${label}>${icon(name)}<span>${text}</span></a>`;

export const banner = (kind, name, body, role = nothing) =>
  html`<div class="banner ${kind}" role=${role}>${icon(name)}<div>${body}</div></div>`;

/**
 * A table that becomes a list of cards where there is no room for its columns. The roles are written out, since a
 * browser forgets those of a table whose rows are drawn as blocks.
 *
 * @param columns [{label, cell(row), number, main, actions}]; the main one heads the card
 */
export const table = ({ label, columns, rows, key = row => row.id, busy = false }) => html`
  <div class="table-frame cards" aria-busy=${String(busy)}>
    <table role="table" aria-label=${label}>
      <thead role="rowgroup"><tr role="row">${columns.map(column => html`
        <th role="columnheader" scope="col" class=${column.number ? 'number' : ''}>${column.actions
          ? html`<span class="hidden-label">${column.label}</span>` : column.label}</th>`)}</tr></thead>
      <tbody role="rowgroup">${rows.map(row => html`
        <tr role="row" data-key=${key(row)}>${columns.map(column => html`
          <td role="cell" class=${[column.number && 'number', column.main && 'main', column.actions && 'actions']
            .filter(Boolean).join(' ')} data-label=${column.main || column.actions ? '' : column.label}>${column.cell(row)}</td>`)}
        </tr>`)}</tbody>
    </table>
  </div>`;

/** Which part of a list is shown, and the way to the others. */
export const pager = ({ page, size, total, address }) => {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const from = total ? page * size + 1 : 0;
  return html`<nav class="pager" aria-label=${t('admin.pages')}>
    <p class="figures" role="status">${t('admin.shown', { from, to: Math.min(total, (page + 1) * size), total })}</p>
    ${last > 0 ? html`<div class="row">
      ${page > 0 ? link('arrow-left', t('admin.pageBefore'), address(page - 1), 'small') : nothing}
      ${page < last ? html`<a class="button small" href=${address(page + 1)}><span>${t('admin.pageAfter')}</span>
        ${icon('chevron-right')}</a>` : nothing}
    </div>` : nothing}
  </nav>`;
};

/** A choice among [value, text], with its label beside it: inside, the options would be part of its name. */
export const choice = (id, label, value, options, change) => html`<div class="field">
  <label for=${id}>${label}</label>
  <select id=${id} @change=${event => change(event.target.value)}>${options.map(([one, text]) => html`
    <option value=${one} ?selected=${String(one) === String(value ?? '')}>${text}</option>`)}</select></div>`;

/** A number with what it counts. */
export const figure = (value, label, kind = '') => html`<div class="figure ${kind}">
  <dt>${label}</dt><dd class="figures">${typeof value === 'number' ? number(value) : value}</dd></div>`;

/** Calls back once nothing was typed for a moment; `cancel` has it not do so any more. */
export function debounced(callback, wait = 250) {
  let timer = 0;
  const call = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => callback(...args), wait);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}
