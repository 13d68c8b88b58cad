// The way from the whole conference down to the site that is shown.

import { get } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { html, icon, nothing } from '../shared/view.js';
import { address } from './entry.js';

const DEEPEST = 8;

/** The sites above one, each read once. */
export class Path {
  constructor(onFound) {
    this.onFound = onFound;
    this.known = new Map();
    this.steps = [];
  }

  async follow(conference, code) {
    this.steps = [];
    this.wanted = code;
    const steps = [];
    for (let at = code; at && steps.length < DEEPEST; ) {
      const site = await this.read(conference, at);
      if (this.wanted !== code) {
        return;
      }
      if (!site) {
        break;
      }
      steps.unshift(site);
      at = site.parent;
    }
    this.steps = steps;
    this.onFound();
  }

  async read(conference, code) {
    const key = `${conference} ${code}`;
    if (!this.known.has(key)) {
      try {
        this.known.set(key, await get(`/conferences/${conference}/sites/${encodeURIComponent(code)}`));
      } catch {
        // a coordinator does not see what is above the own site
        return null;
      }
    }
    return this.known.get(key);
  }
}

export function breadcrumb(path, site, goTo) {
  if (!site) {
    return nothing;
  }
  const step = (code, name) => html`<a href=${address({ site: code, open: null })} @click=${event => {
    event.preventDefault();
    goTo(code);
  }}>${name}</a>`;
  return html`<nav class="path" aria-label=${t('board.path')}><ol role="list">
    <li>${icon('house')} ${step(null, t('board.wholeConference'))}</li>
    ${path.steps.map(each => html`<li>${icon('chevron-right')}
      ${each.code === site ? html`<span aria-current="page">${each.name}</span>` : step(each.code, each.name)}</li>`)}
  </ol></nav>`;
}
