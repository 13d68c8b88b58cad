// What is not for everybody, and for whom it is.

import { html } from '../shared/view.js';
import { empty } from '../shared/frame.js';
import { t } from '../shared/i18n.js';
import { Page } from './page.js';
import { link } from './parts.js';
import { href } from './router.js';

customElements.define('admin-denied', class extends Page {
  get heading() {
    return t('admin.denied.title');
  }

  content() {
    return empty('lock', t('admin.denied.text'), html`${link('arrow-left', t('admin.toConferences'), href('conferences'))}`);
  }
});
