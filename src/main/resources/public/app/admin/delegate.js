// One delegate: who it is, where the person stands, and everything that happened.

import { html, icon, nothing } from '../shared/view.js';
import { get, patch, post, remove } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { editDelegate } from './delegate-form.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { Names } from './names.js';
import { Page } from './page.js';
import { banner, button, link, mark, moment, place } from './parts.js';
import { go, href } from './router.js';
import { outcome } from './told.js';

customElements.define('admin-delegate', class extends Page {
  constructor() {
    super();
    this.person = new Loading(this, async () => {
      this.names ??= new Names(this.conference);
      const [person] = await Promise.all([get(this.path), this.names.load()]);
      return person;
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.person.run();
  }

  get path() {
    return `${this.base}/delegates/${encodeURIComponent(this.route.params.code)}`;
  }

  get heading() {
    const person = this.person.value;
    return person?.erasedAt ? t('admin.delegate.erasedName') : person?.fullName ?? this.route.params.code;
  }

  lead() {
    return html`<p><a href=${href('delegates', { c: this.conference.id })}>${t('admin.nav.delegates')}</a>
      › <span class="code">${this.route.params.code}</span></p>`;
  }

  actions() {
    const person = this.person.value;
    if (!person) {
      return nothing;
    }
    return html`${person.kind === 'ROSTER' ? this.rosterActions(person) : nothing}
      <a class="button" href="/api/v1${this.path}/export" download>${icon('download')}<span>${t('admin.delegate.export')}</span></a>
      ${button('person-x', t('admin.delegate.erase'), () => this.then(this.erase(person)))}`;
  }

  rosterActions(person) {
    return html`
      ${person.erasedAt ? nothing : button('pencil', t('admin.edit'), () => this.then(editDelegate(this.conference, person)))}
      ${person.withdrawn ? button('arrow-counterclockwise', t('admin.delegate.putBack'), () => this.then(this.withdraw(person, false)))
        : button('person-dash', t('admin.delegate.withdraw'), () => this.then(this.withdraw(person, true)))}
      ${person.history.length ? nothing : button('trash', t('remove'), () => this.delete(person))}`;
  }

  async then(asked) {
    if (await asked) {
      await this.person.run();
    }
  }

  withdraw(person, withdrawn) {
    const key = withdrawn ? 'withdraw' : 'putBack';
    return question({
      title: t(`admin.delegate.${key}.title`, { name: person.fullName }),
      body: t(`admin.delegate.${key}.text`),
      action: t(`admin.delegate.${key}`),
      work: async () => {
        await patch(this.path, { withdrawn });
        notice(t(`admin.delegate.${key}.done`, { name: person.fullName }));
      },
    });
  }

  /** Cannot be taken back, so it takes a reason, which the log keeps. */
  erase(person) {
    return formDialog({
      title: t('admin.delegate.erase.title', { name: person.erasedAt ? person.code : person.fullName }),
      intro: html`<p>${t('admin.delegate.erase.text')}</p><p><strong>${t('admin.delegate.erase.final')}</strong></p>`,
      fields: [{ name: 'reason', label: t('admin.reason'), required: true, maxlength: 500, type: 'textarea', hint: t('admin.delegate.erase.reason') }],
      action: t('admin.delegate.erase'),
      danger: true,
      submit: async values => {
        await post(`${this.path}/erase`, values);
        notice(t('admin.delegate.erase.done', { code: person.code }));
      },
    });
  }

  async delete(person) {
    const done = await question({
      title: t('admin.delegate.delete.title', { name: person.fullName }),
      body: t('admin.delegate.delete.text'),
      action: t('remove'),
      danger: true,
      work: () => remove(this.path),
    });
    if (done) {
      notice(t('admin.delegate.deleted', { name: person.fullName }));
      go(href('delegates', { c: this.conference.id }));
    }
  }

  content() {
    return this.person.draw(person => html`
      ${person.erasedAt ? banner('warn', 'person-x', html`${t('admin.delegate.isErased')} ${moment(person.erasedAt, this.zone)}`) : nothing}
      ${person.withdrawn ? banner('warn', 'person-dash', t('admin.delegate.isWithdrawn')) : nothing}
      <section class="card" aria-label=${t('admin.delegate.card')}><dl class="facts-list">
        <div><dt>${t('admin.field.state')}</dt><dd>${place(person)} ${moment(person.since, this.zone)}</dd></div>
        <div><dt>${t('admin.field.title')}</dt><dd>${person.title || '–'}</dd></div>
        <div><dt>${t('admin.field.organisation')}</dt><dd>${person.organisation || '–'}</dd></div>
        <div><dt>${t('admin.field.homeSite')}</dt><dd>${person.homeSite ? this.names.site(person.homeSite) : '–'}</dd></div>
        <div><dt>${t('admin.field.who')}</dt><dd>${t(`kind.${person.kind}`)}</dd></div>
      </dl></section>
      <section aria-labelledby="history"><h2 id="history">${t('admin.delegate.history')}</h2>
        ${person.history.length ? html`<ol class="plain timeline">${person.history.map(event => html`<li>
            <span class="dot">${icon('clock')}</span>
            <div><p class="row"><strong>${t(`event.${event.type}`)}</strong>
                ${event.review ? mark('flag', 'warn', t('admin.log.review')) : nothing}
                ${event.offline ? mark('wifi-off', '', t('admin.log.offline')) : nothing}</p>
              <p>${outcome(event, this.names)}</p>
              ${event.note ? html`<p class="note">“${event.note}”</p>` : nothing}
              <p class="quiet-text small">${moment(event.happenedAt, this.zone, true)} · ${this.names.who(event.recordedBy, event.site)}</p></div>
          </li>`)}</ol>`
          : html`<p class="quiet-text">${t('admin.delegate.noHistory')}</p>`}
      </section>
      <p>${link('journal-text', t('admin.delegate.inLog'), href('log', { c: this.conference.id }, { delegate: person.code }), 'small')}</p>`);
  }
});
