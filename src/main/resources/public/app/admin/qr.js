// QR codes, drawn by the server as paths: they print sharp at any size.

import { post } from '../shared/api.js';
import { html } from '../shared/view.js';

/** As many as one call makes; few enough that the first sheets are soon there. */
const AT_ONCE = 500;

/** The codes of texts, in their order; calls back with how many there are so far. */
export async function qrCodes(texts, tell = () => {}) {
  const codes = [];
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    const answer = await post('/qr-codes', { texts: texts.slice(at, at + AT_ONCE) }, { timeout: 60_000 });
    codes.push(...answer.codes);
    tell(codes.length);
  }
  return codes;
}

export const qr = ({ size, path }, label) => html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label}
  shape-rendering="crispEdges"><rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path></svg>`;
