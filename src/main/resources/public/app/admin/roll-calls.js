// The roll calls of a conference: planned, opened and closed, each closing with its record.

import { html, nothing } from '../shared/view.js';
import { get, getAll, post, Problem } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { banner, button, link, mark, moment, rollCallState } from './parts.js';
import { href } from './router.js';

/** As many sites as a question names; the rest is counted. */
const NAMED = 8;

customElements.define('admin-roll-calls', class extends Page {
  constructor() {
    super();
    this.list = new Loading(this, () => getAll(`${this.base}/roll-calls`));
  }

  connectedCallback() {
    super.connectedCallback();
    this.refresh();
  }

  /** Whether a roll call can be opened depends on the conference's state, which may have been changed from elsewhere. */
  refresh() {
    this.conferenceChanged();
    this.list.run();
  }

  get heading() {
    return t('admin.nav.rollCalls');
  }

  actions() {
    return html`${button('arrow-clockwise', t('admin.refresh'), () => this.refresh(), { kind: 'quiet' })}
      ${button('plus-lg', t('admin.rollCall.new'), () => this.plan(), { kind: 'primary' })}`;
  }

  async plan() {
    const made = await formDialog({
      title: t('admin.rollCall.new'),
      fields: [
        { name: 'title', label: t('admin.rollCall.title'), required: true, maxlength: 300, hint: t('admin.rollCall.titleHint') },
        { name: 'trial', type: 'checkbox', label: t('admin.rollCall.trial'), hint: t('admin.rollCall.trialHint') },
      ],
      action: t('admin.rollCall.make'),
      submit: values => post(`${this.base}/roll-calls`, values),
    });
    if (made) {
      notice(t('admin.rollCall.made', { title: made.title }));
      await this.list.run();
    }
  }

  async then(asked) {
    if (await asked) {
      await this.list.run();
    }
  }

  async change(rollCall, action, body) {
    await post(`${this.base}/roll-calls/${rollCall.id}/${action}`, body);
    notice(t(`admin.rollCall.${action}.done`, { title: rollCall.title }));
  }

  open(rollCall) {
    return question({
      title: t('admin.rollCall.open.title', { title: rollCall.title }),
      body: html`<p>${t('admin.rollCall.open.text')}</p>${rollCall.trial ? html`<p>${t('admin.rollCall.trialHint')}</p>` : nothing}`,
      action: t('admin.rollCall.open'),
      work: () => this.change(rollCall, 'open'),
    });
  }

  async close(rollCall) {
    const board = await this.figures(rollCall);
    return question({
      title: t('admin.rollCall.close.title', { title: rollCall.title }),
      body: html`${board ? this.missing(board) : nothing}<p>${t('admin.rollCall.close.text')}</p>`,
      action: t('admin.rollCall.close'),
      danger: true,
      work: () => this.change(rollCall, 'close'),
    });
  }

  /** The figures with the sites by name; without names where there are too many; null where the server does not answer. */
  async figures(rollCall) {
    for (const depth of [8, 0]) {
      try {
        return await get(`${this.base}/headcounts?rollCall=${rollCall.id}&depth=${depth}`);
      } catch (e) {
        if (!(e instanceof Problem) || e.status >= 500) {
          return null;
        }
      }
    }
    return null;
  }

  missing({ totals, sites }) {
    const silent = totals.sites - totals.sitesReported;
    const names = sites.filter(site => !site.report).map(site => site.name);
    const all = sites.length === totals.sites;
    return html`<ul class="consequences">
      <li>${t('admin.rollCall.close.present', { n: totals.present, expected: totals.expected })}</li>
      <li>${totals.awaited ? html`<strong>${t('admin.rollCall.close.awaited', { n: totals.awaited })}</strong>` : t('admin.rollCall.close.nobody')}</li>
      <li>${silent ? html`<strong>${t('admin.rollCall.close.unreported', { n: silent, sites: totals.sites })}</strong>
        ${all ? html`<span class="block quiet-text">${names.slice(0, NAMED).join(', ')}${names.length > NAMED
          ? t('admin.rollCall.close.more', { n: names.length - NAMED }) : ''}</span>` : nothing}` : t('admin.rollCall.close.allReported')}</li>
    </ul>`;
  }

  reopen(rollCall) {
    return formDialog({
      title: t('admin.rollCall.reopen.title', { title: rollCall.title }),
      intro: html`<p>${t('admin.rollCall.reopen.text')}</p>`,
      fields: [{ name: 'reason', label: t('admin.reason'), type: 'textarea', required: true, maxlength: 500, hint: t('admin.reasonKept') }],
      action: t('admin.rollCall.reopen'),
      submit: values => this.change(rollCall, 'reopen', values),
    });
  }

  content() {
    return this.list.draw(({ items }) => html`
      ${this.conference.state === 'OPEN' ? nothing : banner('info', 'info-circle', html`<p>${t('admin.rollCall.needsOpen')}</p>
        <p>${link('house', t('admin.nav.overview'), href('overview', { c: this.conference.id }), 'small')}</p>`)}
      ${items.length ? html`<ol class="plain roll-calls">${items.map(one => this.one(one, items))}</ol>`
        : empty('clipboard-check', t('admin.rollCalls.empty'))}`);
  }

  one(rollCall, all) {
    const isOpen = this.conference.state === 'OPEN';
    const another = all.some(one => one.state === 'OPEN' && one !== rollCall);
    const closedAt = one => Date.parse(one.records.at(-1)?.closedAt ?? 0);
    const isLast = rollCall.state === 'CLOSED' && all.every(one => one.state !== 'CLOSED' || closedAt(one) <= closedAt(rollCall));
    const named = action => `${action}: ${rollCall.title}`;
    return html`<li class="card roll-call">
      <div class="row spread">
        <div><h2>${rollCall.title}</h2><p class="row">${rollCallState(rollCall.state)}
          ${rollCall.trial ? mark('lightbulb', 'warn', t('admin.rollCall.isTrial')) : nothing}</p></div>
        <div class="row">
          ${rollCall.state === 'PLANNED' ? button('play-fill', t('admin.rollCall.open'), () => this.then(this.open(rollCall)),
            { kind: another ? '' : 'primary', disabled: !isOpen || another, label: named(t('admin.rollCall.open')) }) : nothing}
          ${rollCall.state === 'OPEN' ? button('stop-fill', t('admin.rollCall.close'), () => this.then(this.close(rollCall)),
            { kind: 'primary', label: named(t('admin.rollCall.close')) }) : nothing}
          ${isLast ? button('unlock', t('admin.rollCall.reopen'), () => this.then(this.reopen(rollCall)),
            { disabled: !isOpen || another, label: named(t('admin.rollCall.reopen')) }) : nothing}
        </div>
      </div>
      ${rollCall.state === 'PLANNED' && another ? html`<p class="quiet-text">${t('admin.rollCall.oneAtATime')}</p>` : nothing}
      ${rollCall.records.length ? html`<ul class="plain records">${rollCall.records.map(record => html`<li class="row">
        ${mark('file-earmark-text', '', t('admin.rollCall.record', { number: record.number }))}
        <span class="quiet-text">${t('admin.rollCall.closedAt')} ${moment(record.closedAt, this.zone)}</span></li>`)}</ul>` : nothing}
    </li>`;
  }
});
