import { html, View } from '../shared/view.js';
customElements.define('rollcall-hall', class extends View { render() { return html``; } });
