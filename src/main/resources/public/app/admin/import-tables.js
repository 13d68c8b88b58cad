// What an import would change, cell by cell, and what is wrong with a file, row by row.

import { html, nothing } from '../shared/view.js';
import { has, t } from '../shared/i18n.js';
import { csv, download } from './import-columns.js';
import { button, mark } from './parts.js';

/** More rows than these are not read by anybody, only drawn. */
const SHOWN = 200;

const field = name => (has(`admin.cell.${name}`) ? t(`admin.cell.${name}`) : name);
const shown = value => (value === null || value === undefined || value === '' ? '–' : String(value));

/** Names of the cells that differ; all that has a value of a new row. */
const cells = ({ before, after }) => Object.keys(after ?? {}).filter(name => name !== 'code'
  && (before ? shown(before[name]) !== shown(after[name]) : shown(after[name]) !== '–'));

export const changeTable = (changes, kind, total) => {
  const part = changes.slice(0, SHOWN);
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
    </table></div></section>`;
};

export const faultTable = errors => html`<section aria-labelledby="faults">
  <div class="row spread section-head"><h2 id="faults">${t('admin.import.faults', { n: errors.length })}</h2>
    ${button('download', t('admin.import.faultsFile'), () => download('loi-nhap.csv', csv([
      [t('admin.import.row'), t('admin.import.column'), t('admin.import.fault')],
      ...errors.map(error => [String(error.row ?? ''), error.column ?? '', error.message]),
    ])), { kind: 'small' })}</div>
  <div class="table-frame" role="region" tabindex="0" aria-labelledby="faults"><table>
    <thead><tr><th scope="col" class="number">${t('admin.import.row')}</th><th scope="col">${t('admin.import.column')}</th>
      <th scope="col">${t('admin.import.fault')}</th></tr></thead>
    <tbody>${errors.slice(0, SHOWN).map(error => html`<tr><td class="number">${error.row ?? '–'}</td>
      <td>${error.column ? html`<span class="code">${error.column}</span>` : '–'}</td><td>${error.message}</td></tr>`)}</tbody>
  </table></div></section>`;
