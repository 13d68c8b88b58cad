// Passes for the screens of halls: figures, no names.

import { View, html, nothing } from '../shared/view.js';
import { getAll, post, remove } from '../shared/api.js';
import { ask, notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { button, moment, table } from './parts.js';
import { passBody, passFields, passState } from './pass-parts.js';

customElements.define('board-passes', class extends View {
  static properties = { conference: { attribute: false } };

  constructor() {
    super();
    this.list = new Loading(this, () => getAll(`/conferences/${this.conference.id}/board-passes`));
  }

  connectedCallback() {
    super.connectedCallback();
    this.list.run();
  }

  async make() {
    const path = `/conferences/${this.conference.id}/board-passes`;
    const made = await formDialog({
      title: t('admin.boardPass.new'),
      intro: html`<p>${t('admin.boardPass.text')}</p>`,
      fields: passFields(),
      action: t('admin.pass.make'),
      submit: values => post(path, passBody(values, this.conference.zone)),
    });
    if (made) {
      this.list.run();
      // the site answers with the board's link; a screen shows the hall's view of it
      await this.show(made.url.replace('/board#', '/board/hall#'));
    }
  }

  /** The link is shown this once. */
  show(url) {
    return ask({
      title: t('admin.boardPass.link'),
      body: html`<div class="stack"><p>${t('admin.boardPass.once')}</p>
        <label class="field"><span>${t('admin.boardPass.link')}</span>
          <input readonly .value=${url} @focus=${event => event.target.select()}></label>
        <p>${button('copy', t('admin.copy'), () => this.copy(url))}</p></div>`,
      actions: [{ label: t('close'), value: true, kind: 'primary' }],
    });
  }

  async copy(url) {
    try {
      await navigator.clipboard.writeText(url);
      notice(t('admin.copied'));
    } catch {
      // no clipboard without HTTPS: the text is selected and can be copied by hand
      document.querySelector('dialog input[readonly]').select();
    }
  }

  async revoke(pass) {
    const label = pass.label || t('admin.who.pass', { id: pass.id });
    if (await question({
      title: t('admin.boardPass.revoke.title', { label }),
      body: t('admin.boardPass.revoke.text'),
      action: t('admin.pass.revoke'),
      danger: true,
      work: () => remove(`/conferences/${this.conference.id}/board-passes/${pass.id}`),
    })) {
      notice(t('admin.boardPass.revoked', { label }));
      await this.list.run();
    }
  }

  render() {
    return html`<section class="later" aria-labelledby="board-passes">
      <div class="row spread section-head"><h2 id="board-passes">${t('admin.boardPasses')}</h2>
        ${button('plus-lg', t('admin.boardPass.new'), () => this.make(), { kind: 'small' })}</div>
      <p class="quiet-text">${t('admin.boardPasses.lead')}</p>
      ${this.list.draw(({ items }) => (items.length ? table({
        label: t('admin.boardPasses'), rows: items, columns: [
          { label: t('admin.pass.label'), main: true, cell: pass => html`<strong>${pass.label || t('admin.who.pass', { id: pass.id })}</strong>` },
          { label: t('admin.field.state'), cell: pass => passState(pass) },
          { label: t('admin.pass.expiresAt'), cell: pass => (pass.expiresAt ? moment(pass.expiresAt, this.conference.zone) : '–') },
          {
            label: t('admin.actions'), actions: true,
            cell: pass => (pass.revokedAt ? nothing : button('x-lg', t('admin.pass.revoke'), () => this.revoke(pass),
              { kind: 'small quiet', label: `${t('admin.pass.revoke')}: ${pass.label || pass.id}` })),
          },
        ],
      }) : html`<p class="quiet-text">${t('admin.boardPasses.none')}</p>`))}
    </section>`;
  }
});
