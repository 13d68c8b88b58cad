// What stands around every page: the name, and the switch of the language.

import { html, icon, nothing } from './view.js';
import { language, setLanguage, t } from './i18n.js';

const OTHER = { vi: ['en', 'English'], en: ['vi', 'Tiếng Việt'] };

/** Changes to the other language; named in that language. */
export function languageSwitch() {
  const [tag, name] = OTHER[language()];
  return html`<button type="button" class="button quiet" lang=${tag} @click=${() => setLanguage(tag)}>
    ${icon('translate')}<span>${name}</span></button>`;
}

/** Who is signed in, and the way out. */
export const signOut = (username, leave) => username
  ? html`<button type="button" class="button quiet" @click=${leave}>
      ${icon('box-arrow-right')}<span>${t('signOut')}</span></button>`
  : nothing;

/** The form that signs a user in; calls back with what /login answered. */
export const loginForm = ({ error, busy, submit }) => html`
  <section class="card narrow">
    <h1>${t('signIn')}</h1>
    <form class="stack" @submit=${event => {
      event.preventDefault();
      const { username, password } = event.target.elements;
      submit(username.value, password.value);
    }}>
      <label class="field"><span>${t('username')}</span>
        <input name="username" autocomplete="username" autocapitalize="none" required></label>
      <label class="field"><span>${t('password')}</span>
        <input name="password" type="password" autocomplete="current-password" required></label>
      ${error ? html`<p class="banner bad" role="alert">${icon('exclamation-octagon')}<span>${error}</span></p>` : nothing}
      <button class="button primary" ?disabled=${busy}>${t('signIn')}</button>
    </form>
  </section>`;

/** Nothing is here, and what to do about it. */
export const empty = (name, text, action = nothing) =>
  html`<div class="empty">${icon(name)}<p>${text}</p>${action}</div>`;

export const loading = () =>
  html`<div class="empty" role="status"><span class="spinner" aria-hidden="true"></span><p>${t('loading')}</p></div>`;

export const failed = (text, again) => html`<div class="empty" role="alert">${icon('exclamation-octagon')}<p>${text}</p>
  ${again ? html`<button type="button" class="button" @click=${again}>${icon('arrow-clockwise')}<span>${t('tryAgain')}</span></button>` : nothing}
</div>`;
