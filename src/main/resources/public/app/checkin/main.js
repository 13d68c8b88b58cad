import { html, View } from '../shared/view.js';
customElements.define('rollcall-checkin', class extends View { render() { return html``; } });
