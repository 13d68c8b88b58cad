import { html, View } from '../shared/view.js';
customElements.define('rollcall-admin', class extends View { render() { return html``; } });
