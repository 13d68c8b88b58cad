// Chooses a site: from a list where there are few, by typing where there are many.

import { View, html, nothing } from '../shared/view.js';
import { get } from '../shared/api.js';
import { debounced } from './parts.js';

/** Longer lists are no longer looked through by eye. */
const FEW = 300;
const SUGGESTED = 20;

customElements.define('site-input', class extends View {
  static properties = {
    conference: { attribute: false },
    inputId: { attribute: false },
    name: { attribute: false },
    value: { attribute: false },
    /** What stands for no site; without it there must be one. */
    none: { attribute: false },
    told: { attribute: false },
    invalid: { attribute: false },
    must: { attribute: false },
    items: { state: true },
    many: { state: true },
  };

  constructor() {
    super();
    this.items = null;
    this.many = false;
    this.told = nothing;
    this.invalid = nothing;
    this.must = nothing;
    this.turn = 0;
    this.suggest = debounced(text => this.find(text));
  }

  connectedCallback() {
    super.connectedCallback();
    this.find('', FEW);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.suggest.cancel();
  }

  /** Suggests sites; an answer that was overtaken by a later one is dropped. */
  async find(text, size = SUGGESTED) {
    const turn = ++this.turn;
    try {
      const { items, total } = await get(`/conferences/${this.conference.id}/sites?size=${size}${text ? `&q=${encodeURIComponent(text)}` : ''}`);
      if (turn !== this.turn) {
        return;
      }
      this.items = items;
      await this.becomeMany(total > FEW);
    } catch {
      // a code can be typed without suggestions
      this.items ??= [];
      await this.becomeMany(true);
    }
  }

  /** The list gives way to typing; who was in it stays in it. */
  async becomeMany(many) {
    if (many && !this.many) {
      const focused = this.contains(document.activeElement);
      this.many = true;
      await this.updateComplete;
      if (focused) {
        this.querySelector('input').focus();
      }
    }
  }

  chosen(event) {
    this.value = event.target.value.trim();
    this.dispatchEvent(new CustomEvent('chosen', { detail: this.value, bubbles: true }));
  }

  render() {
    if (this.many) {
      return html`<input id=${this.inputId} name=${this.name} list="${this.inputId}-sites" .value=${this.value ?? ''}
          placeholder=${this.none || nothing} autocomplete="off" aria-describedby=${this.told} aria-invalid=${this.invalid}
          aria-required=${this.must} @input=${event => this.suggest(event.target.value)} @change=${this.chosen}>
        <datalist id="${this.inputId}-sites">${this.items.map(site =>
          html`<option value=${site.code}>${site.name}</option>`)}</datalist>`;
    }
    const items = this.items ?? [];
    const unknown = this.value && !items.some(site => site.code === this.value);
    return html`<select id=${this.inputId} name=${this.name} aria-describedby=${this.told} aria-invalid=${this.invalid}
      @change=${this.chosen}>
      ${this.none || !this.value ? html`<option value="" ?selected=${!this.value}>${this.none ?? ''}</option>` : nothing}
      ${unknown ? html`<option value=${this.value} selected>${this.value}</option>` : nothing}
      ${items.map(site => html`<option value=${site.code} ?selected=${site.code === this.value}>${site.code} · ${site.name}</option>`)}
    </select>`;
  }
});
