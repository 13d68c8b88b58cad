// What all printable views share: batches that neither the browser nor the printer chokes on, and the bar above them.

import { html, nothing } from '../shared/view.js';
import { number, t } from '../shared/i18n.js';
import { button } from './parts.js';

/** Cuts a list into batches of that size. */
export const batches = (items, size) =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Lets the browser draw and answer before going on with more. */
export const breath = () => new Promise(resolve => setTimeout(resolve));

/** Which batch is shown, where there are several. */
export const batchChoice = ({ count, size, total, at, choose }) => count < 2 ? nothing : html`
  <label class="field"><span>${t('admin.print.batch')}</span>
    <select @change=${event => choose(Number(event.target.value))}>${Array.from({ length: count }, (_, i) => html`
      <option value=${i} ?selected=${i === at}>${t('admin.print.batchOf', { n: number(i + 1), count: number(count), from: number(i * size + 1), to: number(Math.min(total, (i + 1) * size)) })}</option>`)}
    </select></label>`;

/** The bar with the button that prints; it is not printed itself. */
export const printBar = ({ ready, told, choice = nothing, more = nothing }) => html`<div class="print-bar card">
  <p role="status">${told}</p>
  <div class="row">${choice}${button('printer', t('admin.print.now'), () => print(), { kind: 'primary', disabled: !ready })}${more}</div></div>`;
