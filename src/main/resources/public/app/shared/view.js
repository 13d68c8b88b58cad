// What every view is made of: Lit without shadow roots, so that one style sheet and one set of labels serve all.

import { LitElement, html, svg, nothing } from 'lit';
import { onLanguage } from './i18n.js';

export { html, svg, nothing };

/** A part of a page. It draws itself anew when the language changes. */
export class View extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forgetLanguage = onLanguage(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forgetLanguage();
  }
}

const SPRITE = document.querySelector('meta[name="rollcall-icons"]')?.content ?? '/app/icons.svg';

/** An icon of icons.txt; hidden from screen readers, since a word always stands beside it. */
export const icon = name => html`<svg class="icon" aria-hidden="true" focusable="false">
  <use href="${SPRITE}#${name}"></use></svg>`;

/** Draws a view again at most once a frame, however often it is asked to; `draw` gets the frame's time. */
export function oncePerFrame(draw) {
  let due = 0;
  return () => {
    due ||= requestAnimationFrame(frame => {
      due = 0;
      draw(frame);
    });
  };
}
