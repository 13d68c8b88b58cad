// What all views of the page have in common: a heading that gets the focus, and a title for the window.

import { View, html, nothing } from '../shared/view.js';
import { t } from '../shared/i18n.js';

let focusDue = false;

/** The next view that is drawn gets the focus on its heading: somebody went there. */
export function focusNextHeading() {
  focusDue = true;
}

export class Page extends View {
  static properties = {
    conference: { attribute: false },
    route: { attribute: false },
  };

  /** The heading of the view; each view has its own. */
  get heading() {
    return '';
  }

  /** What stands below the heading. */
  content() {
    return nothing;
  }

  /** Buttons beside the heading. */
  actions() {
    return nothing;
  }

  /** A line below the heading that says what the view is for. */
  lead() {
    return nothing;
  }

  get zone() {
    return this.conference?.zone;
  }

  /** The beginning of the paths of the conference's calls. */
  get base() {
    return `/conferences/${this.conference.id}`;
  }

  /** Has the frame fetch the conference anew: its state or title changed. */
  conferenceChanged() {
    this.dispatchEvent(new CustomEvent('conference-changed', { bubbles: true }));
  }

  render() {
    return html`<header class="head">
        <div><h1 tabindex="-1">${this.heading}</h1>${this.lead()}</div>
        <div class="row head-actions">${this.actions()}</div>
      </header>
      ${this.content()}`;
  }

  updated() {
    // the overview of a conference is headed by its title: once is enough
    const names = new Set([this.heading, this.conference?.title, t('product')]);
    document.title = [...names].filter(Boolean).join(' · ');
    if (focusDue) {
      focusDue = false;
      this.querySelector('h1').focus();
    }
  }
}
