// The coordinator's screen: the line, the count, the search, the answer, the roster. One page, no ways to get lost.

import { html, icon, nothing, oncePerFrame, View } from '../shared/view.js';
import { t, time } from '../shared/i18n.js';
import { answerCard } from './answer.js';
import { Answers } from './answers.js';
import { bar, head, notices } from './banners.js';
import { readyToSound } from './feedback.js';
import { RosterList } from './roster-list.js';
import { TypedScanner } from './typed.js';
import * as tasks from './tasks.js';
import './camera.js';
import './lock.js';

class Screen extends View {
  static properties = { session: { attribute: false }, scanning: { state: true } };

  constructor() {
    super();
    this.scanning = false;
    this.answers = new Answers(this);
    this.list = new RosterList(this, this.answers);
    this.draw = oncePerFrame(() => this.requestUpdate());
    this.scanner = new TypedScanner(
      text => {
        this.list.clear();
        this.answers.scan(text);
      },
      () => this.list.focus());
  }

  connectedCallback() {
    super.connectedCallback();
    this.session.addEventListener('change', this.draw);
    this.scanner.start();
    // browsers make no sound before the page was touched once
    document.addEventListener('pointerdown', readyToSound, true);
    document.addEventListener('keydown', readyToSound, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.draw);
    this.scanner.stop();
    document.removeEventListener('pointerdown', readyToSound, true);
    document.removeEventListener('keydown', readyToSound, true);
  }

  updated() {
    this.makeRoom();
    this.keepFocus();
  }

  /** The button that was pressed is gone when somebody is here: the keyboard goes on from the same line. */
  keepFocus() {
    const pressed = document.activeElement?.closest?.('.person');
    if (pressed) {
      this.pressed = pressed.dataset.code;
    } else if (this.pressed && document.activeElement === document.body) {
      this.querySelector(`.person[data-code="${CSS.escape(this.pressed)}"] button`)?.focus({ preventScroll: true });
      this.pressed = null;
    }
  }

  /** Whatever has the focus, or is scrolled to, must not come to lie under the answer. */
  makeRoom() {
    const place = this.querySelector('.answer-place');
    const over = getComputedStyle(place).position === 'fixed';
    const finder = this.querySelector('.finder');
    const height = over ? place.offsetHeight + (getComputedStyle(finder).position === 'fixed' ? finder.offsetHeight : 0) : 0;
    this.style.paddingBottom = over ? `${height + 16}px` : '';
    document.documentElement.style.scrollPaddingBottom = `${height + 8}px`;
  }

  render() {
    const { session, answers, list } = this;
    const people = session.people;
    const cards = [...people.values()];
    const site = session.me.site.code;
    const present = cards.filter(card => card.state === 'PRESENT' && card.site === site).length;
    const expected = cards.filter(card => card.kind === 'ROSTER' && card.homeSite === site).length || (session.headcount?.expected ?? 0);
    const current = answers.answer ?? session.attention.find(one => !one.closed);
    return html`
      <a class="skip" href="#search">${t('checkin.skip')}</a>
      ${bar(session, present, expected)}
      <main class="desk">
        <div class="stack">
          ${head(session)}
          ${notices(session, current)}
          ${this.scanning ? html`<checkin-camera @scan=${event => answers.scan(event.detail)} @end=${() => { this.scanning = false; }}></checkin-camera>` : nothing}
          ${list.finder(this.scanButton())}
          ${list.draw(people, cards, present)}
        </div>
        <div class="stack side">
          <div class="answer-place" role="status" aria-live="assertive">
            ${current ? answerCard(current, session, answers.actions) : nothing}
          </div>
          ${this.tools(present)}
        </div>
      </main>
      <checkin-lock .awake=${this.scanning}></checkin-lock>`;
  }

  scanButton() {
    return html`<button type="button" class="button ${this.scanning ? '' : 'primary'}" aria-pressed=${this.scanning}
      @click=${() => { this.scanning = !this.scanning; }}>${icon('qr-code-scan')}<span>${t('checkin.scan')}</span></button>`;
  }

  tools(present) {
    const { session, answers } = this;
    const task = (picture, words, press) => html`<button type="button" class="button" ?disabled=${!session.mayCheckIn} @click=${press}>${picture}<span>${words}</span></button>`;
    return html`<section class="tools" aria-label=${t('checkin.tools')}>
      <div class="row">
        ${task(icon('person-plus'), t('checkin.walk-in'), () => answers.act(tasks.walkIn(session)))}
        ${task(icon('clipboard-check'), t('checkin.report'), () => answers.act(tasks.siteReport(session, present)))}
        ${task(icon('journal-text'), t('checkin.paper'), () => tasks.paperList(session))}
      </div>
      ${session.report ? html`<p class="quiet-text">${t('checkin.report.last', { n: session.report.counted, time: time(session.report.at, session.zone) })}</p>` : nothing}
      <h2>${t('checkin.recent')}</h2>
      ${tasks.recentList(session, one => answers.actions.undo(one))}
      <p class="quiet-text">${t('checkin.device', { id: session.me.id })}</p>
    </section>`;
  }
}

customElements.define('checkin-screen', Screen);
