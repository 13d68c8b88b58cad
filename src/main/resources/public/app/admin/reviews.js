// What devices told that does not fit what stood: looked at by people, and settled.

import { html, nothing } from '../shared/view.js';
import { getAll, post, Problem } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { describe } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog } from './forms.js';
import { newId } from './ids.js';
import { Loading } from './loading.js';
import { Names } from './names.js';
import { Page } from './page.js';
import { button, mark, moment } from './parts.js';
import { href } from './router.js';
import { isOver, session } from './session.js';
import { isNothingChanged, standing } from './told.js';

/** Commands that can be taken back. */
const UNDOABLE = new Set(['check-in', 'check-out', 'excuse', 'absent', 'walk-in', 'substitute']);

customElements.define('admin-reviews', class extends Page {
  constructor() {
    super();
    /** Revisions of the events whose settling is on its way. */
    this.working = new Set();
    /** The undo that was sent for a review, by its revision: the same one again until it is settled. */
    this.undos = new Map();
    this.list = new Loading(this, async () => {
      if (!this.names) {
        this.names = new Names(this.conference);
        await this.names.load();
      }
      return getAll(`${this.base}/reviews`);
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.list.run();
  }

  get heading() {
    return t('admin.nav.reviews');
  }

  lead() {
    return html`<p class="quiet-text">${t('admin.reviews.lead')}</p>`;
  }

  actions() {
    return button('arrow-clockwise', t('admin.refresh'), this.list.again);
  }

  async settle(event, note) {
    this.working.add(event.revision);
    this.requestUpdate();
    try {
      await post(`${this.base}/reviews/${event.revision}`, { note });
      notice(t('admin.review.settled'));
      await this.list.run();
      this.afterSettling();
    } catch (e) {
      if (!isOver(e)) {
        notice(describe(e), 'bad');
      }
    }
    this.working.delete(event.revision);
    this.requestUpdate();
  }

  /** The pressed button is gone: the next one to press gets the focus. */
  async afterSettling() {
    await this.updateComplete;
    (this.querySelector('.review .button') ?? this.querySelector('h1')).focus();
  }

  async comment(event) {
    const done = await formDialog({
      title: t('admin.review.ownNote'),
      fields: [{ name: 'note', label: t('admin.review.note'), type: 'textarea', required: true, maxlength: 500, hint: t('admin.reasonKept') }],
      action: t('admin.review.settle'),
      submit: ({ note }) => post(`${this.base}/reviews/${event.revision}`, { note }),
    });
    if (done) {
      notice(t('admin.review.settled'));
      await this.list.run();
    }
  }

  async undo(event) {
    if (!this.undos.has(event.revision)) {
      this.undos.set(event.revision, newId());
    }
    const id = this.undos.get(event.revision);
    const done = await formDialog({
      title: t('admin.review.undo.title', { name: event.personName ?? event.fullName ?? event.delegate }),
      intro: html`<p>${t('admin.review.undo.text', { state: standing(event.from, this.names) })}</p>`,
      fields: [{ name: 'reason', label: t('admin.review.undo.reason'), type: 'textarea', maxlength: 500 }],
      action: t('admin.review.undo'),
      danger: true,
      submit: async ({ reason }) => {
        const [result] = await post(`${this.base}/commands?site=${encodeURIComponent(event.site)}`,
          [{ type: 'undo', id, undoes: event.id, ...(reason ? { reason } : {}) }]);
        // whose answer was lost is done, and stays done whatever reason is given the second time
        if (!['APPLIED', 'REPLAYED'].includes(result.outcome) && result.reason !== 'ID_REUSED') {
          throw new Problem(409, { detail: result.message ?? result.reason });
        }
        return post(`${this.base}/reviews/${event.revision}`, { note: reason || t('admin.review.undone') });
      },
    });
    if (done) {
      this.undos.delete(event.revision);
      notice(t('admin.review.undo.done'));
      await this.list.run();
    }
  }

  content() {
    return this.list.draw(({ items }) => {
      const open = items.filter(event => !event.settlement);
      const settled = items.filter(event => event.settlement).reverse();
      return html`
        ${open.length ? html`<p role="status">${mark('flag', 'warn', t('admin.reviews.open', { n: open.length }))}</p>
          <ul class="plain reviews">${open.map(event => this.one(event))}</ul>`
          : empty('check-circle', items.length ? t('admin.reviews.allSettled') : t('admin.reviews.empty'))}
        ${settled.length ? html`<details class="settled"><summary>${t('admin.reviews.settled', { n: settled.length })}</summary>
          <ul class="plain reviews">${settled.map(event => this.one(event))}</ul></details>` : nothing}`;
    });
  }

  one(event) {
    const name = event.fullName ?? event.personName ?? event.delegate;
    const busy = this.working.has(event.revision);
    const named = action => `${action}: ${name}`;
    return html`<li class="card review">
      <h2>${session.isOrganizer && event.delegate ? html`<a href=${href('delegate', { c: this.conference.id, code: event.delegate })}>${name}</a>` : name}
        <span class="code">${event.delegate}</span></h2>
      <dl class="told">
        <div><dt>${t('admin.review.said')}</dt><dd>${t(`admin.review.said.${event.offline ? 'offline' : 'online'}`, {
          who: this.names.who(event.recordedBy, event.site), what: t(`event.${event.type}`).toLowerCase(),
        })} ${moment(event.happenedAt, this.zone, true)}${event.personName ? html` (${t('admin.log.person')} ${event.personName})` : nothing}.
          ${event.note ? html`<span class="note block">“${event.note}”</span>` : nothing}
          <small class="block quiet-text">${t('admin.review.arrived')} ${moment(event.recordedAt, this.zone, true)}</small></dd></div>
        <div><dt>${t('admin.review.stood')}</dt><dd>${standing(event.from, this.names)}</dd></div>
        <div><dt>${t('admin.review.result')}</dt><dd>${event.late ? t('admin.review.late')
          : isNothingChanged(event) ? t('admin.review.kept') : t('admin.review.changed', { state: standing(event.to, this.names) })}</dd></div>
      </dl>
      ${event.settlement ? this.settlement(event.settlement) : session.isOrganizer ? html`<div class="row">
        ${button('check-lg', t('admin.review.keep'), () => this.settle(event, t('admin.review.keepNote')), { kind: 'primary', disabled: busy, label: named(t('admin.review.keep')) })}
        ${button('pencil', t('admin.review.ownNote'), () => this.comment(event), { disabled: busy, label: named(t('admin.review.ownNote')) })}
        ${UNDOABLE.has(event.type) && !event.late && !isNothingChanged(event)
          ? button('arrow-counterclockwise', t('admin.review.undo'), () => this.undo(event), { disabled: busy, label: named(t('admin.review.undo')) }) : nothing}
      </div>` : mark('hourglass-split', 'warn', t('admin.review.waiting'))}
    </li>`;
  }

  settlement({ note, settledBy, settledAt }) {
    return html`<p class="settlement">${mark('check-circle', 'good', t('admin.review.isSettled'))} “${note}”
      <span class="quiet-text">${this.names.who(settledBy)} · ${moment(settledAt, this.zone)}</span></p>`;
  }
});
