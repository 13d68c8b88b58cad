// The roster on the screen: what is searched for, which part is chosen, how far it is drawn, and its keys.

import { html, icon, nothing } from '../shared/view.js';
import { empty, loading } from '../shared/frame.js';
import { number, t } from '../shared/i18n.js';
import { peopleList } from './people.js';
import { canonical } from './command.js';
import * as tasks from './tasks.js';

const FIRST_SHOWN = 30;
const MORE_SHOWN = 120;
// a guest of an earlier roll call is awaited by nobody
const FILTERS = { all: () => true, awaited: card => card.state === 'AWAITED' && card.kind === 'ROSTER', present: is('PRESENT'), excused: is('EXCUSED', 'ABSENT') };

function is(...states) {
  return card => states.includes(card.state);
}

/** Finds and draws the people of a view's `session`; what is done about them goes to `answers`. */
export class RosterList {
  constructor(host, answers) {
    this.host = host;
    this.answers = answers;
    this.query = '';
    this.filter = 'all';
    this.shown = FIRST_SHOWN;
    host.addController(this);
  }

  get session() {
    return this.host.session;
  }

  hostUpdated() {
    this.extend();
  }

  /** A long list is drawn as far as it is looked at. */
  extend() {
    const end = this.host.querySelector('.more-people');
    if (end === this.end) {
      return;
    }
    this.end = end;
    this.more ??= new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting) && this.shown < this.session.roster.cards.size) {
        this.put({ shown: this.shown + MORE_SHOWN });
      }
    }, { rootMargin: '600px' });
    this.more.disconnect();
    if (end) {
      this.more.observe(end);
    }
  }

  /** Changes what is looked for, or how much of it is drawn. */
  put(change) {
    Object.assign(this, change);
    this.host.requestUpdate();
  }

  clear() {
    this.put({ query: '' });
  }

  focus() {
    this.host.querySelector('#search')?.focus();
  }

  searchKey(event) {
    if (event.key === 'Escape') {
      this.put({ query: '', filter: 'all' });
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      const exact = event.key === 'Enter' && this.session.roster.get(canonical(this.query) ?? '');
      if (exact) {
        this.clear();
        this.answers.checkIn(exact.code, 'SEARCH', exact.fullName);
      } else {
        // never at once: the first found need not be the one who is meant
        this.host.querySelector('.roster .button.primary:not(:disabled)')?.focus();
      }
    }
  }

  listKey(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
      return;
    }
    const buttons = [...this.host.querySelectorAll('.roster .person .button.primary:not(:disabled)')];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) {
      return;
    }
    event.preventDefault();
    (buttons[at + (event.key === 'ArrowDown' ? 1 : -1)] ?? this.host.querySelector('#search')).focus();
  }

  /** The search, with what stands beside it. */
  finder(beside) {
    return html`<div role="search" class="finder">
      <label class="hidden-label" for="search">${t('checkin.search')}</label>
      <input id="search" type="search" placeholder=${t('checkin.search.short')} autocomplete="off" autocapitalize="off" spellcheck="false"
        enterkeyhint="search" .value=${this.query}
        @input=${event => this.put({ query: event.target.value, shown: FIRST_SHOWN })} @keydown=${event => this.searchKey(event)}>
      ${beside}
    </div>`;
  }

  /** The people of `cards` who are looked for; `people` are all by code, `present` how many are here. */
  draw(people, cards, present) {
    const { session, answers } = this;
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
      checkIn: card => answers.checkIn(card.code, 'SEARCH', card.fullName),
      more: card => answers.act(tasks.personTasks(card, session)),
      delegation: name => tasks.delegation(name, session),
    };
    return html`<section class="roster" aria-label=${t('checkin.roster')} @keydown=${event => this.listKey(event)}>
      <div class="filters" role="group" aria-label=${t('checkin.filters')}>${Object.keys(FILTERS).map(name => html`
        <button type="button" class="button small" aria-pressed=${this.filter === name}
          @click=${() => this.put({ filter: name, shown: FIRST_SHOWN })}>${t(`checkin.filter.${name}`)}
          <span class="figures">${number(name === 'present' ? present : cards.filter(FILTERS[name]).length)}</span></button>`)}
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
        this.clear();
        this.answers.checkIn(code, 'SEARCH');
      }}>${icon('check-circle')}<span>${t('checkin.by-code', { code })}</span></button>` : nothing}
      <button type="button" class="button" ?disabled=${disabled}
        @click=${() => this.answers.act(tasks.walkIn(this.session, name))}>${icon('person-plus')}<span>${t('checkin.guest')}</span></button></div>`);
  }
}
