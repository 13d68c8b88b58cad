// The coordinator's screen: the line, the count, the search, the answer, the roster. One page, no ways to get lost.

import { html, icon, nothing, oncePerFrame, View } from '../shared/view.js';
import { languageSwitch, empty, loading } from '../shared/frame.js';
import { number, t, time } from '../shared/i18n.js';
import { answerCard, kindOf } from './answer.js';
import { feedback, readyToSound } from './feedback.js';
import { peopleList } from './people.js';
import { canonical } from './command.js';
import { TypedScanner } from './typed.js';
import * as tasks from './tasks.js';
import './camera.js';
import './lock.js';

const FIRST_SHOWN = 30;
const MORE_SHOWN = 120;
const ANSWER_SHOWN = 15_000;
// what was shown for less than this may not have been seen
const GLANCE = 2_500;
const SENDING = 700;
// a guest of an earlier roll call is awaited by nobody
const FILTERS = { all: () => true, awaited: card => card.state === 'AWAITED' && card.kind === 'ROSTER', present: is('PRESENT'), excused: is('EXCUSED', 'ABSENT') };

function is(...states) {
  return card => states.includes(card.state);
}

class Screen extends View {
  static properties = {
    session: { attribute: false }, query: { state: true }, filter: { state: true }, answer: { state: true },
    scanning: { state: true }, shown: { state: true },
  };

  constructor() {
    super();
    this.query = '';
    this.filter = 'all';
    this.answer = null;
    this.scanning = false;
    this.shown = FIRST_SHOWN;
    this.draw = oncePerFrame(() => this.requestUpdate());
    this.hear = event => this.answered(event.detail);
    this.scanner = new TypedScanner(
      text => {
        this.query = '';
        this.scan(text);
      },
      () => this.querySelector('#search')?.focus());
  }

  connectedCallback() {
    super.connectedCallback();
    this.session.addEventListener('change', this.draw);
    this.session.addEventListener('answer', this.hear);
    this.scanner.start();
    // browsers make no sound before the page was touched once
    document.addEventListener('pointerdown', readyToSound, true);
    document.addEventListener('keydown', readyToSound, true);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.draw);
    this.session.removeEventListener('answer', this.hear);
    this.scanner.stop();
    document.removeEventListener('pointerdown', readyToSound, true);
    document.removeEventListener('keydown', readyToSound, true);
    clearInterval(this.clock);
  }

  updated() {
    this.makeRoom();
    this.extend();
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

  /** A long list is drawn as far as it is looked at. */
  extend() {
    const end = this.querySelector('.more-people');
    if (end === this.end) {
      return;
    }
    this.end = end;
    this.more ??= new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting) && this.shown < this.session.roster.cards.size) {
        this.shown += MORE_SHOWN;
      }
    }, { rootMargin: '600px' });
    this.more.disconnect();
    if (end) {
      this.more.observe(end);
    }
  }

  tick() {
    if (this.session.waiting.length) {
      this.requestUpdate(); // what is not answered soon is said to be kept, and to be sent
    }
    if (this.answer && ['good', 'wait'].includes(kindOf(this.answer)) && Date.now() - this.shownAt > ANSWER_SHOWN) {
      this.answer = null;
    }
  }

  // ---- doing

  /** Shows what becomes of something that was done. What the device could not keep was not done. */
  async act(doing) {
    try {
      const entry = await doing;
      if (entry) {
        this.show({ entry, result: null });
        if (this.session.line.state === 'offline') {
          feedback('wait');
        }
      }
    } catch (e) {
      console.error('not kept', e);
      this.refuse('NOT_KEPT', {});
    }
  }

  checkIn(code, source, name) {
    const { session } = this;
    const card = session.people.get(code);
    if (!session.mayCheckIn) {
      this.refuse('NOT_OPEN', { type: 'check-in', delegate: code }, name ?? card?.fullName ?? code);
    } else if (session.line.state === 'offline' && card?.state === 'PRESENT' && card.site === session.me.site.code) {
      // the device knows as much as anybody: a second command would only have to be looked at
      this.refuse('ALREADY_HERE', { type: 'check-in', delegate: code }, card.fullName, { previous: { since: card.since } });
    } else {
      this.act(session.submit({ type: 'check-in', delegate: code, source }, name ? { name } : {}));
    }
  }

  /** An answer of the device itself. */
  refuse(reason, command, name = '', more = {}) {
    const answer = {
      entry: { command: { id: null, type: 'check-in', ...command }, name },
      result: { outcome: 'REFUSED', reason, ...more },
    };
    this.show(answer);
    feedback(kindOf(answer));
  }

  scan(text) {
    const code = canonical(text);
    if (!code) {
      this.refuse(text.includes('/checkin#') ? 'PASS_SCANNED' : 'NO_CODE', {});
      return;
    }
    this.checkIn(code, 'SCAN');
  }

  answered(answer) {
    const { entry, result } = answer;
    const { command } = entry;
    const mine = this.answer?.entry.command.id === command.id;
    const kind = kindOf(answer);
    const aside = command.source === 'BULK' || (command.offline && command.source !== 'PAPER');
    if (aside && !mine) {
      // a whole delegation has a list of its own; what waited long is among what is to be looked at
      if (command.source === 'BULK' && kind !== 'good' && !document.querySelector('dialog[open]')) {
        this.keepForLater(answer);
      }
      return;
    }
    if (!mine && this.answer && this.isOpenQuestion(this.answer) && result.outcome !== 'NEEDS_CONFIRMATION') {
      kind === 'good' || this.keepForLater(answer);
      feedback(kind);
      return;
    }
    this.show(answer);
    feedback(kind);
  }

  isOpenQuestion({ result }) {
    return result?.outcome === 'NEEDS_CONFIRMATION';
  }

  /** An answer that nobody has seen yet waits to be looked at. */
  keepForLater(answer) {
    if (answer.entry.command.id && answer.result) {
      this.session.attend({ ...answer, id: answer.entry.command.id, at: Date.now() });
    }
  }

  show(answer) {
    const before = this.answer;
    const unseen = before?.result && before.entry.command.id !== answer.entry.command.id && Date.now() - this.shownAt < GLANCE;
    if (unseen && ['warn', 'bad'].includes(kindOf(before)) && before.result.reason !== 'ALREADY_HERE') {
      this.keepForLater(before);
    }
    this.answer = answer;
    this.shownAt = Date.now();
  }

  actions = {
    undo: async entry => {
      if (this.answer?.entry.command.id === entry.command.id) {
        this.answer = null;
      }
      await this.act(this.session.undo(entry));
    },
    force: async answer => {
      const { entry, result } = answer;
      if (this.close(answer)) {
        const { id, happenedAt, offline, rollCall, ...fields } = entry.command;
        await this.act(this.session.submit({ ...fields, force: true }, { name: result.delegate?.fullName ?? entry.name }));
        this.session.settle(id);
      }
    },
    choose: async (answer, card) => {
      if (this.close(answer)) {
        await this.act(this.session.submit({ type: 'check-in', delegate: card.code, source: 'SEARCH' }, { name: card.fullName }));
        this.session.settle(answer.entry.command.id);
      }
    },
    decline: answer => this.close(answer) && this.session.settle(answer.entry.command.id),
    guest: answer => {
      if (this.close(answer)) {
        this.session.settle(answer.entry.command.id);
        this.act(tasks.walkIn(this.session));
      }
    },
  };

  /** An answer is dealt with: once, however fast it is pressed twice. */
  close(answer) {
    if (answer.closed) {
      return false;
    }
    answer.closed = true;
    if (this.answer?.entry === answer.entry) {
      this.answer = null;
    }
    return true;
  }

  searchKey(event) {
    if (event.key === 'Escape') {
      this.query = '';
      this.filter = 'all';
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      const exact = event.key === 'Enter' && this.session.roster.get(canonical(this.query) ?? '');
      if (exact) {
        this.query = '';
        this.checkIn(exact.code, 'SEARCH', exact.fullName);
      } else {
        // never at once: the first found need not be the one who is meant
        this.querySelector('.roster .button.primary:not(:disabled)')?.focus();
      }
    }
  }

  listKey(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
      return;
    }
    const buttons = [...this.querySelectorAll('.roster .person .button.primary:not(:disabled)')];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) {
      return;
    }
    event.preventDefault();
    (buttons[at + (event.key === 'ArrowDown' ? 1 : -1)] ?? this.querySelector('#search')).focus();
  }

  // ---- drawing

  render() {
    const { session } = this;
    const people = session.people;
    const cards = [...people.values()];
    const site = session.me.site.code;
    const present = cards.filter(card => card.state === 'PRESENT' && card.site === site).length;
    const expected = cards.filter(card => card.kind === 'ROSTER' && card.homeSite === site).length || (session.headcount?.expected ?? 0);
    const current = this.answer ?? session.attention.find(one => !one.closed);
    return html`
      <a class="skip" href="#search">${t('checkin.skip')}</a>
      ${this.bar(present, expected)}
      <main class="desk">
        <div class="stack">
          ${this.head()}
          ${this.notices(current)}
          ${this.scanning ? html`<checkin-camera @scan=${event => this.scan(event.detail)} @end=${() => { this.scanning = false; }}></checkin-camera>` : nothing}
          ${this.finder()}
          ${this.roster(people, cards, present)}
        </div>
        <div class="stack side">
          <div class="answer-place" role="status" aria-live="assertive">
            ${current ? answerCard(current, session, this.actions) : nothing}
          </div>
          ${this.tools(present)}
        </div>
      </main>
      <checkin-lock .awake=${this.scanning}></checkin-lock>`;
  }

  /** Always in view: whether there is a line, what waits, and the count. */
  bar(present, expected) {
    const { line, waiting, zone, connection } = this.session;
    // what is answered at once is not worth a word
    const n = line.state === 'online' && !(Date.now() - waiting[0]?.madeAt > SENDING) ? 0 : waiting.length;
    const at = tasks.since(line, zone);
    const words = line.state === 'online'
      ? n ? t('checkin.online.sending', { n }) : t('checkin.online', { time: at })
      : line.state === 'connecting' ? (n ? t('checkin.connecting.waiting', { n }) : t('checkin.connecting'))
      : t('checkin.offline', { n, time: at });
    const name = line.state === 'online' ? (n ? 'cloud-arrow-up' : 'wifi') : line.state === 'offline' ? 'wifi-off' : 'hourglass-split';
    return html`<header class="line ${line.state}">
      <p role="status" aria-live="polite">${icon(name)}<strong>${words}</strong>
        ${connection.overHttp && line.state === 'online' ? html`<small>${t('checkin.over-http')}</small>` : nothing}</p>
      <p class="count figures" role="group" aria-label=${t('checkin.count')}><strong>${number(present)}</strong> / ${number(expected)}
        <small>${t('checkin.present-expected')}</small></p>
    </header>`;
  }

  head() {
    const { session } = this;
    const { site, organizer } = session.me;
    const rollCall = session.rollCall;
    const name = session.siteNow?.name ?? site.name;
    return html`<section class="head">
      <div>
        <h1>${name} <small class="quiet-text">${site.code}</small></h1>
        <p class="quiet-text">${session.conference?.title ?? session.me.conference.title}${rollCall
          ? html` · ${rollCall.title} (${t(`rollCall.${rollCall.state}`)})` : nothing}</p>
        ${organizer?.contactPhone ? html`<a class="button small" href="tel:${organizer.contactPhone.replace(/[^+\d]/g, '')}">${icon('telephone')}
          <span>${t('checkin.organizer')}: ${[organizer.contactName, organizer.contactPhone].filter(Boolean).join(' · ')}</span></a>` : nothing}
      </div>
      ${languageSwitch()}
    </section>`;
  }

  notices(current) {
    const { session } = this;
    const { rollCall, attention, paper } = session;
    const others = attention.filter(one => one.id !== current?.entry.command.id);
    return html`
      ${session.refused ? this.refusedBanner() : nothing}
      ${rollCall && rollCall.state !== 'OPEN' ? html`<p class="banner warn">${icon('info-circle')}<span>${t(`checkin.roll-call.${rollCall.state}`)}</span></p>` : nothing}
      ${paper ? html`<div class="banner">${icon('journal-text')}<span>${t('checkin.paper.on', { time: time(paper.at, session.zone) })}</span>
        <button type="button" class="button small" @click=${() => session.setPaper(null)}>${t('checkin.paper.end')}</button></div>` : nothing}
      ${(session.leftBehind ?? []).map(({ site, waiting }) => html`<div class="banner warn">${icon('exclamation-triangle')}
        <span>${t('checkin.left-behind', { n: waiting.length, site: site.name })}</span>
        <button type="button" class="button small" @click=${() => tasks.exportWaiting(waiting, site.code)}>${icon('download')}<span>${t('checkin.export')}</span></button></div>`)}
      ${others.length ? html`<p class="banner warn">${icon('bell')}<span>${t('checkin.attention', { n: others.length })}</span></p>` : nothing}`;
  }

  refusedBanner() {
    const { session } = this;
    const n = session.waiting.length;
    return html`<div class="banner bad" role="alert">${icon('lock')}
      <div class="stack"><p><strong>${t(`checkin.refused.${session.refused}`)}</strong></p>
        <p>${n ? t('checkin.refused.kept', { n }) : t('checkin.refused.nothing')}</p>
        <div class="row">
          ${n ? html`<button type="button" class="button" @click=${() => tasks.exportWaiting(session.waiting, session.me.site.code)}>
            ${icon('download')}<span>${t('checkin.export')}</span></button>` : nothing}
          <button type="button" class="button" @click=${() => location.reload()}>${icon('arrow-clockwise')}<span>${t('tryAgain')}</span></button>
        </div></div></div>`;
  }

  finder() {
    return html`<div role="search" class="finder">
      <label class="hidden-label" for="search">${t('checkin.search')}</label>
      <input id="search" type="search" placeholder=${t('checkin.search.short')} autocomplete="off" autocapitalize="off" spellcheck="false"
        enterkeyhint="search" .value=${this.query}
        @input=${event => {
          this.query = event.target.value;
          this.shown = FIRST_SHOWN;
        }} @keydown=${event => this.searchKey(event)}>
      <button type="button" class="button ${this.scanning ? '' : 'primary'}" aria-pressed=${this.scanning}
        @click=${() => { this.scanning = !this.scanning; }}>${icon('qr-code-scan')}<span>${t('checkin.scan')}</span></button>
    </div>`;
  }

  roster(people, cards, present) {
    const { session } = this;
    if (!session.loaded && !cards.length) {
      return session.line.state === 'offline'
        ? empty('wifi-off', t('checkin.no-roster'))
        : loading();
    }
    const found = this.query.trim() ? session.roster.find(this.query, people) : cards;
    const shown = found.filter(FILTERS[this.filter]);
    const actions = {
      session,
      double: session.roster.namesakes,
      checkIn: card => this.checkIn(card.code, 'SEARCH', card.fullName),
      more: card => this.act(tasks.personTasks(card, session)),
      delegation: name => tasks.delegation(name, session),
    };
    return html`<section class="roster" aria-label=${t('checkin.roster')} @keydown=${event => this.listKey(event)}>
      <div class="filters" role="group" aria-label=${t('checkin.filters')}>${Object.keys(FILTERS).map(name => html`
        <button type="button" class="button small" aria-pressed=${this.filter === name} @click=${() => {
          this.filter = name;
          this.shown = FIRST_SHOWN;
        }}>${t(`checkin.filter.${name}`)} <span class="figures">${number(name === 'present' ? present : cards.filter(FILTERS[name]).length)}</span></button>`)}
      </div>
      <p class="hidden-label" role="status">${this.query ? t('checkin.found', { n: shown.length }) : ''}</p>
      ${shown.length ? peopleList(session.roster.byOrganisation(shown), this.shown, actions) : this.nobody()}
      <div class="more-people"></div>
    </section>`;
  }

  nobody() {
    const name = this.query.trim();
    if (!name) {
      return empty('people', t(this.filter === 'all' ? 'checkin.empty' : 'checkin.empty.filter'));
    }
    const disabled = !this.session.mayCheckIn;
    // a badge of another site that no scanner reads is typed; names have no digits
    const code = /\d/.test(name) ? canonical(name) : null;
    return empty('search', t('checkin.nobody', { query: name }), html`<div class="row">
      ${code ? html`<button type="button" class="button primary" ?disabled=${disabled} @click=${() => {
        this.query = '';
        this.checkIn(code, 'SEARCH');
      }}>${icon('check-circle')}<span>${t('checkin.by-code', { code })}</span></button>` : nothing}
      <button type="button" class="button" ?disabled=${disabled}
        @click=${() => this.act(tasks.walkIn(this.session, name))}>${icon('person-plus')}<span>${t('checkin.guest')}</span></button></div>`);
  }

  tools(present) {
    const { session } = this;
    return html`<section class="tools" aria-label=${t('checkin.tools')}>
      <div class="row">
        <button type="button" class="button" ?disabled=${!session.mayCheckIn} @click=${() => this.act(tasks.walkIn(session))}>${icon('person-plus')}<span>${t('checkin.walk-in')}</span></button>
        <button type="button" class="button" ?disabled=${!session.mayCheckIn} @click=${() => this.act(tasks.siteReport(session, present))}>${icon('clipboard-check')}<span>${t('checkin.report')}</span></button>
        <button type="button" class="button" ?disabled=${!session.mayCheckIn} @click=${() => tasks.paperList(session)}>${icon('journal-text')}<span>${t('checkin.paper')}</span></button>
      </div>
      ${session.report ? html`<p class="quiet-text">${t('checkin.report.last', { n: session.report.counted, time: time(session.report.at, session.zone) })}</p>` : nothing}
      <h2>${t('checkin.recent')}</h2>
      ${tasks.recentList(session, one => this.actions.undo(one))}
      <p class="quiet-text">${t('checkin.device', { id: session.me.id })}</p>
    </section>`;
  }
}

customElements.define('checkin-screen', Screen);
