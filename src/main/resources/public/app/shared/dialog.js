// Questions and short notices. Dialogs are the browser's own: focus stays inside, Escape closes.

import { render } from 'lit';
import { html, icon, nothing } from './view.js';
import { t } from './i18n.js';

let ids = 0;
/** What closes the dialogs that are open. */
const opened = new Set();

/** Closes all dialogs, unanswered: somebody went elsewhere. */
export const closeDialogs = () => opened.forEach(close => close());

/**
 * Opens a dialog and answers with what closed it: the value of a button, or null for Escape.
 *
 * @param title what it asks
 * @param body a template, or a function of close(value) that makes one
 * @param actions [{label, value, kind}], drawn in order; the first kind 'primary' has the focus
 */
export function ask({ title, body = nothing, actions, wide = false }) {
  return new Promise(resolve => {
    const dialog = document.createElement('dialog');
    const id = `dialog-${++ids}`;
    dialog.className = wide ? 'dialog wide' : 'dialog';
    dialog.setAttribute('aria-labelledby', id);
    const unanswered = () => close(null);
    const close = value => {
      opened.delete(unanswered);
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    dialog.addEventListener('cancel', event => {
      event.preventDefault();
      unanswered();
    });
    opened.add(unanswered);
    document.body.append(dialog);
    const draw = () =>
      render(
        html`<h2 id=${id}>${title}</h2>
          <div class="dialog-body">${typeof body === 'function' ? body(close, draw) : body}</div>
          ${actions
            ? html`<div class="dialog-actions">
                ${actions.map(({ label, value, kind }) =>
                  html`<button type="button" class="button ${kind || ''}" ?autofocus=${kind === 'primary'}
                    @click=${() => close(value)}>${label}</button>`)}
              </div>`
            : nothing}`,
        dialog,
      );
    draw();
    dialog.showModal();
  });
}

/** Asks whether to do something; answers true or false. */
export async function confirm({ title, text, action, danger = false }) {
  const answer = await ask({
    title,
    body: text ? html`<p>${text}</p>` : nothing,
    actions: [
      { label: t('cancel'), value: false },
      { label: action, value: true, kind: danger ? 'danger' : 'primary' },
    ],
  });
  return answer === true;
}

/**
 * Asks with a form. `fields` is a template with named inputs; answers an object of their values, or null. `submit` may
 * be given to do the work while the form is open: what it throws is shown in it.
 */
export function form({ title, fields, action, submit, wide = false }) {
  let error = '';
  let busy = false;
  return ask({
    title,
    wide,
    body: (close, draw) => html`
      <form class="stack" @submit=${async event => {
        event.preventDefault();
        const values = Object.fromEntries(new FormData(event.target));
        if (!submit) {
          close(values);
          return;
        }
        busy = true;
        error = '';
        draw();
        try {
          close((await submit(values)) ?? values);
        } catch (e) {
          error = describe(e);
          busy = false;
          draw();
        }
      }}>
        ${typeof fields === 'function' ? fields(draw) : fields}
        ${error ? html`<p class="banner bad" role="alert">${icon('exclamation-octagon')}<span>${error}</span></p>` : nothing}
        <div class="dialog-actions">
          <button type="button" class="button" @click=${() => close(null)}>${t('cancel')}</button>
          <button class="button primary" ?disabled=${busy}>${action}</button>
        </div>
      </form>`,
  });
}

/** What went wrong, for people: the server's own words, with the parts at fault. */
export function describe(error) {
  if (error.name === 'Unreachable' || error.constructor?.name === 'Unreachable') {
    return t('unreachable');
  }
  const parts = (error.errors || []).map(part => part.message);
  return parts.length ? `${error.message} ${parts.join(' ')}` : error.message;
}

const NOTICE_TIME = 6000;

/** Shows a notice for some seconds, and has it read aloud. */
export function notice(text, kind = 'good') {
  let place = document.getElementById('notices');
  if (!place) {
    place = document.createElement('div');
    place.id = 'notices';
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  const line = document.createElement('p');
  line.className = `notice ${kind}`;
  line.textContent = text;
  place.append(line);
  setTimeout(() => line.remove(), NOTICE_TIME);
}
