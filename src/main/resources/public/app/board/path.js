// The way from the whole conference, or from a coordinator's own site, down to the site that is shown.

import { get, Problem } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { address } from './entry.js';

const DEEPEST = 8;

/** A site and those above it. */
export class Path {
  constructor(onFound) {
    this.onFound = onFound;
    this.steps = [];
    this.of = null;
    this.turn = 0;
  }

  /** Reads them, also where it is the same site: names change. */
  async follow(conference, code) {
    const turn = ++this.turn;
    const of = `${conference} ${code}`;
    if (of !== this.of) {
      this.of = of;
      this.steps = [];
    }
    const steps = [];
    try {
      for (let at = code; at && steps.length < DEEPEST; at = steps[0].parent) {
        steps.unshift(await get(`/conferences/${conference}/sites/${encodeURIComponent(at)}`));
      }
    } catch (e) {
      if (!(e instanceof Problem)) {
        // no line: what was read stays
        return;
      }
      // a coordinator does not see what is above the own site
    }
    if (turn === this.turn) {
      this.steps = steps;
      this.onFound();
    }
  }
}

/** @param top the site at which the caller's sight begins; none where all is seen */
export function breadcrumb(path, site, top, goTo) {
  if (!site || site === top) {
    return nothing;
  }
  const step = (code, name) => html`<a href=${address({ site: code, open: null })} @click=${event => {
    event.preventDefault();
    goTo(code);
  }}>${name}</a>`;
  const part = each => (each.code === site ? html`<span aria-current="page">${each.name}</span>` : step(each.code, each.name));
  return html`<nav class="path" aria-label=${t('board.path')}><ol role="list">
    ${top ? nothing : html`<li>${icon('house')} ${step(null, t('board.wholeConference'))}</li>`}
    ${path.steps.map((each, index) => html`<li>${top && !index ? nothing : icon('chevron-right')} ${part(each)}</li>`)}
  </ol></nav>`;
}
