// Dialogs with a form: labels, hints, and what the server found wrong at the field where it stands.

import { html, icon, nothing } from '../shared/view.js';
import { ask, describe } from '../shared/dialog.js';
import { Problem } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { isOver } from './session.js';
import './site-input.js';

let forms = 0;

/** The name of the input that a pointer such as /conferences/0 or ?code is about. */
const named = pointer => (pointer || '').replace(/^[/?]/, '').split('/')[0];

/**
 * Asks with a form, and stays open until `submit` succeeded; answers what that answered, or null.
 *
 * @param fields [{name, label, type, value, required, hint, options, …}]; type is one of input's, select, textarea,
 *     checks (several of the options) or site
 * @param submit gets the values; `checks` are arrays, check boxes booleans, the rest texts
 */
export function formDialog({ title, intro = nothing, fields = [], action, danger = false, wide = false, submit }) {
  const id = `form-${++forms}`;
  let faults = {};
  let error = '';
  let busy = false;
  let ended = null;

  const send = async (form, close, draw) => {
    const values = read(form, fields);
    faults = missing(values, fields);
    error = '';
    if (!Object.keys(faults).length) {
      busy = true;
      draw();
      try {
        const answer = (await submit(values)) ?? values;
        ended = null;
        close(answer);
        return;
      } catch (e) {
        ended = e instanceof Problem && e.status === 401 ? e : null;
        if (ended && !fields.length) {
          close(null);
          return;
        }
        // what was typed must not go with the session: it can be copied, or sent once somebody signed in beside it
        ({ faults, error } = ended ? { faults: {}, error: t('admin.form.signedOut') } : placed(e, fields));
      }
      busy = false;
    }
    draw();
    form.querySelector('[aria-invalid="true"]')?.focus();
  };

  const asked = ask({
    title,
    wide,
    body: (close, draw) => html`
      <form class="stack" novalidate aria-busy=${String(busy)} @submit=${event => {
        event.preventDefault();
        if (!busy) {
          send(event.target, close, draw);
        }
      }}>
        ${intro === nothing ? nothing : html`<div class="stack intro">${intro}</div>`}
        ${fields.length ? html`<div class="fields">${fields.map(field => draws(field, `${id}-${field.name}`, faults[field.name]))}</div>` : nothing}
        ${error ? html`<p class="banner bad" role="alert">${icon('exclamation-octagon')}<span>${error}</span></p>` : nothing}
        <div class="dialog-actions">
          <button type="button" class="button" @click=${() => close(null)}>${t('cancel')}</button>
          <button class="button ${danger ? 'danger' : 'primary'}" ?disabled=${busy}>${busy ? t('admin.working') : action}</button>
        </div>
      </form>`,
  });
  return asked.then(answer => {
    if (ended) {
      isOver(ended);
    }
    return answer;
  });
}

/** A question whose work is done while it is open, so that a refusal is read where the button was pressed. */
export const question = ({ title, body, action, danger = false, work }) =>
  formDialog({
    title,
    intro: typeof body === 'string' ? html`<p>${body}</p>` : body,
    action,
    danger,
    submit: async () => (await work()) ?? true,
  });

function read(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(fields.map(({ name, type }) => [
    name,
    type === 'checks' ? data.getAll(name) : type === 'checkbox' ? data.has(name) : (data.get(name) ?? '').trim(),
  ]));
}

const missing = (values, fields) => Object.fromEntries(fields
  .filter(({ name, required }) => required && (values[name] === '' || values[name].length === 0))
  .map(({ name }) => [name, t('admin.required')]));

/** Parts at fault that have no input here are said below the form. */
function placed(e, fields) {
  const names = new Set(fields.map(({ name }) => name));
  const known = (e.errors || []).filter(part => names.has(named(part.pointer)));
  const faults = Object.fromEntries(known.map(part => [named(part.pointer), part.message]));
  const rest = (e.errors || []).filter(part => !known.includes(part));
  return { faults, error: known.length ? rest.map(part => part.message).join(' ') : describe(e) };
}

function draws(field, id, fault) {
  const { label, hint, type = 'text', required, narrow } = field;
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || nothing;
  const below = html`${hint ? html`<small id="${id}-hint">${hint}</small>` : nothing}
    ${fault ? html`<small id="${id}-fault" class="fault">${icon('exclamation-octagon')}<span>${fault}</span></small>` : nothing}`;
  if (type === 'checkbox') {
    return html`<div class="field full"><label class="check"><input type="checkbox" name=${field.name} ?checked=${field.value}
      aria-describedby=${told}><span>${label}</span></label>${below}</div>`;
  }
  if (type === 'checks') {
    return html`<fieldset class="full" aria-describedby=${told}><legend>${label}</legend>
      ${field.options.map(({ value, text }) => html`<label class="check"><input type="checkbox" name=${field.name}
        value=${value} ?checked=${field.value?.includes(value)}><span>${text}</span></label>`)}${below}</fieldset>`;
  }
  return html`<div class="field ${narrow ? '' : 'full'}">
    <label for=${id} class=${required ? 'needed' : ''}>${label}</label>
    ${control(field, id, told, fault)}${below}</div>`;
}

function control(field, id, told, fault) {
  const { name, type = 'text', value = '', required, options } = field;
  const invalid = fault ? 'true' : nothing;
  const must = required ? 'true' : nothing;
  if (type === 'site') {
    return html`<site-input .conference=${field.conference} .inputId=${id} .name=${name} .value=${value ?? ''}
      .none=${field.none ?? ''} .told=${told} .invalid=${invalid} .must=${must}></site-input>`;
  }
  if (type === 'select') {
    return html`<select id=${id} name=${name} aria-describedby=${told} aria-invalid=${invalid} @change=${field.change ?? nothing}>
      ${options.map(option => html`<option value=${option.value} ?selected=${option.value === value}>${option.text}</option>`)}
    </select>`;
  }
  if (type === 'textarea') {
    return html`<textarea id=${id} name=${name} rows="3" maxlength=${field.maxlength ?? nothing} aria-required=${must}
      aria-describedby=${told} aria-invalid=${invalid}>${value}</textarea>`;
  }
  return html`<input id=${id} name=${name} type=${type} value=${value ?? ''} list=${options ? `${id}-list` : nothing}
      maxlength=${field.maxlength ?? nothing} min=${field.min ?? nothing} inputmode=${field.inputmode ?? nothing}
      autocomplete=${field.autocomplete ?? 'off'} autocapitalize=${field.autocapitalize ?? nothing} ?readonly=${field.readonly}
      aria-required=${must} aria-describedby=${told} aria-invalid=${invalid}>
    ${options ? html`<datalist id="${id}-list">${options.map(option => html`<option value=${option}></option>`)}</datalist>` : nothing}`;
}
