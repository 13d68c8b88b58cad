// What all printable views share: batches that neither the browser nor the printer chokes on, and the bar above them.

import { html, nothing } from '../shared/view.js';
import { t } from '../shared/i18n.js';
import { button, choice } from './parts.js';

/** Cuts a list into batches of that size. */
export const batches = (items, size) =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Names that are longer than that are set smaller, so that nothing of them is lost. */
export const long = (text, most) => (text.length > most ? 'long' : '');

/** Asks for the delegates of a site, not for those of other sites who are visiting it. */
export const atHome = code => `&homeSite=${encodeURIComponent(code)}`;

/** Lets the browser draw and answer before going on with more. */
export const breath = () => new Promise(resolve => setTimeout(resolve));

/** Which batch is shown, where there are several. */
export const batchChoice = ({ count, size, total, at, choose }) => count < 2 ? nothing
  : choice('batch', t('admin.print.batch'), at, Array.from({ length: count }, (_, i) => [i, t('admin.print.batchOf', {
    n: i + 1, count, from: i * size + 1, to: Math.min(total, (i + 1) * size),
  })]), i => choose(Number(i)));

/** The bar with the button that prints; it is not printed itself. */
export const printBar = ({ ready, told, choice = nothing, more = nothing }) => html`<div class="print-bar card">
  <p role="status">${told}</p>
  <div class="row">${choice}${button('printer', t('admin.print.now'), () => print(), { kind: 'primary', disabled: !ready })}${more}</div></div>`;
