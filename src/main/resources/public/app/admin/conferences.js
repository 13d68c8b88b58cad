// All conferences that the user may know of.

import { html, nothing } from '../shared/view.js';
import { getAll } from '../shared/api.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { editConference } from './conference-form.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { button, conferenceState, link, moment } from './parts.js';
import { go, href } from './router.js';
import { session } from './session.js';

const ORDER = ['OPEN', 'DRAFT', 'CLOSED'];

/** What is held now, then what comes next, then what was last. */
function byUrgency(a, b) {
  const state = ORDER.indexOf(a.state) - ORDER.indexOf(b.state);
  const start = Date.parse(a.startsAt) - Date.parse(b.startsAt);
  return state || (a.state === 'CLOSED' ? -start : start);
}

customElements.define('admin-conferences', class extends Page {
  constructor() {
    super();
    this.list = new Loading(this, () => getAll('/conferences'));
    this.list.run();
  }

  get heading() {
    return t('admin.nav.conferences');
  }

  actions() {
    return session.isOrganizer ? button('plus-lg', t('admin.conference.new'), () => this.make(), { kind: 'primary' }) : nothing;
  }

  async make() {
    const made = await editConference();
    if (made) {
      go(href('overview', { c: made.id }));
    }
  }

  content() {
    return this.list.draw(({ items }) => items.length
      ? html`<ul class="plain conference-list">${[...items].sort(byUrgency).map(one => this.one(one))}</ul>`
      : empty('calendar-event', session.isOrganizer ? t('admin.conferences.empty') : t('admin.conferences.none'),
        session.isOrganizer ? button('plus-lg', t('admin.conference.first'), () => this.make(), { kind: 'primary' }) : nothing));
  }

  one(conference) {
    return html`<li class="card conference">
      <div class="row spread"><h2><a href=${href('overview', { c: conference.id })}>${conference.title}</a></h2>
        ${conferenceState(conference.state)}</div>
      <p class="quiet-text">${conference.organiser} · ${moment(conference.startsAt, conference.zone)} (${conference.zone})</p>
      <p class="row">
        ${link('bar-chart', t('admin.board'), `/board?conference=${conference.id}`, 'small', `${t('admin.board')}: ${conference.title}`)}
        ${link('display', t('admin.hall'), `/board/hall?conference=${conference.id}`, 'small', `${t('admin.hall')}: ${conference.title}`)}
      </p></li>`;
  }
});
