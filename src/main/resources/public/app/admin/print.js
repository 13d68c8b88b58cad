// What can be printed of a conference.

import { html } from '../shared/view.js';
import { getAll } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { formDialog } from './forms.js';
import { Page } from './page.js';
import { button, link } from './parts.js';
import { go, href } from './router.js';

customElements.define('admin-print', class extends Page {
  get heading() {
    return t('admin.nav.print');
  }

  content() {
    const c = this.conference.id;
    const part = (name, action) => html`<section class="card stack" aria-labelledby=${name}>
      <h2 id=${name}>${t(`admin.print.${name}`)}</h2><p class="grow">${t(`admin.print.${name}.text`)}</p><p>${action}</p></section>`;
    return html`<div class="tiles">
      ${part('badges', button('person', t('admin.print.badges.make'), () => this.choose('badges'), { kind: 'primary' }))}
      ${part('lists', button('list', t('admin.print.lists.make'), () => this.choose('lists'), { kind: 'primary' }))}
      ${part('sheets', link('key', t('admin.nav.passes'), href('passes', { c })))}
    </div>`;
  }

  async choose(what) {
    const rollCalls = what === 'lists' ? (await this.rollCalls()) : [];
    const site = { name: 'site', label: t('admin.field.site'), type: 'site', conference: this.conference, none: t('admin.print.allSites') };
    const rollCall = {
      name: 'rollCall', label: t('admin.nav.rollCalls'), type: 'select',
      options: [{ value: '', text: t('admin.print.noRollCall') }, ...rollCalls.map(one => ({ value: String(one.id), text: one.title }))],
    };
    const chosen = await formDialog({
      title: t(`admin.print.${what}`),
      fields: rollCalls.length ? [site, rollCall] : [site],
      action: t('admin.print.prepare'),
      submit: values => values,
    });
    if (chosen) {
      go(href(what, { c: this.conference.id }, chosen));
    }
  }

  /** Without an answer the paper has an empty line for it. */
  async rollCalls() {
    try {
      return (await getAll(`${this.base}/roll-calls`)).items;
    } catch {
      return [];
    }
  }
});
