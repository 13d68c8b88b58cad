// What an import would change, cell by cell, and what is wrong with a file, row by row.

import { html, nothing } from '../shared/view.js';
import { compare, has, t } from '../shared/i18n.js';
import { COLUMNS, csv, download } from './import-columns.js';
import { button, mark } from './parts.js';

/** As many rows are shown at first, and more with each press. */
export const STEP = 200;

const field = name => (has(`admin.cell.${name}`) ? t(`admin.cell.${name}`) : name);
const shown = value => (value === null || value === undefined || value === '' ? '–' : String(value));

/** Names of the cells that differ; all that has a value of a new row. */
const cells = ({ before, after }) => Object.keys(after ?? {}).filter(name => name !== 'code'
  && (before ? shown(before[name]) !== shown(after[name]) : shown(after[name]) !== '–'));

/**
 * @param total how many changes there are; `changes` may list the first of them only
 * @param count how many of those are shown
 * @param more shows the next
 */
export const changeTable = ({ changes, total, count, more }) => {
  const part = changes.slice(0, count);
  const next = Math.min(STEP, changes.length - part.length);
  return html`<section aria-labelledby="changes"><h2 id="changes">${t('admin.import.changes')}</h2>
    ${part.length < total ? html`<p class="quiet-text">${t('admin.import.firstOnly', { n: part.length, total })}</p>` : nothing}
    <div class="table-frame" role="region" tabindex="0" aria-labelledby="changes"><table>
      <thead><tr><th scope="col" class="number">${t('admin.import.row')}</th><th scope="col">${t('admin.field.code')}</th>
        <th scope="col">${t('admin.import.change')}</th><th scope="col">${t('admin.import.cells')}</th></tr></thead>
      <tbody>${part.map(change => html`<tr>
        <td class="number">${change.row}</td><th scope="row"><span class="code">${change.code}</span></th>
        <td>${change.change === 'CREATED' ? mark('plus-lg', 'good', t('admin.import.new')) : mark('pencil', 'warn', t('admin.import.changed'))}</td>
        <td><dl class="cells">${cells(change).map(name => html`<div><dt>${field(name)}</dt><dd>${change.before
          ? html`<del>${shown(change.before[name])}</del> <span aria-hidden="true">→</span> <ins>${shown(change.after[name])}</ins>`
          : shown(change.after[name])}</dd></div>`)}</dl></td></tr>`)}</tbody>
    </table></div>
    ${part.length < total ? html`<div class="row centre">
      ${next > 0 ? button('chevron-down', t('admin.import.showMore', { n: next }), more) : nothing}
      <p class="quiet-text">${next > 0 ? t('admin.import.rest', { n: total - part.length }) : t('admin.import.notListed', { n: total - part.length })}</p></div>` : nothing}</section>`;
};

const inOrder = (a, b) => (a.row ?? 0) - (b.row ?? 0) || compare(a.column ?? '', b.column ?? '');

/** @param total how many faults there are; `listed` may be the first of them only */
export const faultTable = (listed, total) => {
  const errors = [...listed].sort(inOrder);
  return html`<section aria-labelledby="faults">
  <div class="row spread section-head"><h2 id="faults">${total > errors.length
    ? t('admin.import.faultsListed', { n: total, listed: errors.length }) : t('admin.import.faults', { n: errors.length })}</h2>
    ${button('download', t('admin.import.faultsFile'), () => download('loi-nhap.csv', csv([
      [t('admin.import.row'), t('admin.import.column'), t('admin.import.fault')],
      ...errors.map(error => [String(error.row ?? ''), error.column ?? '', error.message]),
    ])), { kind: 'small' })}</div>
  <div class="table-frame" role="region" tabindex="0" aria-labelledby="faults"><table>
    <thead><tr><th scope="col" class="number">${t('admin.import.row')}</th><th scope="col">${t('admin.import.column')}</th>
      <th scope="col">${t('admin.import.fault')}</th></tr></thead>
    <tbody>${errors.map(error => html`<tr><td class="number">${error.row ?? '–'}</td>
      <td>${error.column ? html`<span class="code">${error.column}</span>` : '–'}</td><td>${error.message}</td></tr>`)}</tbody>
  </table></div></section>`;
};

/** Whether none of the headers that must be there is in the first row: it is hardly a row of headers. */
export const isHeadless = (errors, kind) => COLUMNS[kind].every(([name, , required]) =>
  !required || errors.some(error => error.code === 'MISSING_COLUMN' && error.column === name));
