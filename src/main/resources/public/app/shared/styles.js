// Styles that depend on figures. Lit's own styleMap begins with a style attribute, which the content security policy
// forbids; this one sets each property from the first time on.

import { noChange } from 'lit';
import { directive, Directive } from 'lit-html/directive.js';

class Styles extends Directive {
  constructor(part) {
    super(part);
    this.last = {};
  }

  update({ element }, [wanted]) {
    for (const [name, value] of Object.entries(wanted)) {
      if (this.last[name] !== value) {
        element.style.setProperty(name, value);
      }
    }
    this.last = wanted;
    return noChange;
  }

  render() {
    return noChange;
  }
}

/** style=${styles({ width: '40%' })}, always with the same names. */
export const styles = directive(Styles);
