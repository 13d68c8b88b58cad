// The people of the site, as the server told of them and as this device's unsent commands leave them.

import { fold, haystack, matches, words } from '../shared/fold.js';
import { compare } from '../shared/i18n.js';

export class Roster {
  constructor(site) {
    this.site = site;
    this.load([]);
  }

  /** Replaces everyone. */
  load(cards) {
    this.cards = new Map(cards.map(card => [card.code, card]));
    this.hay = new Map(cards.map(card => [card.code, haystack(card)]));
    this.names = null;
  }

  get(code) {
    return this.cards.get(code);
  }

  /** Takes cards that are newer than what is here. Answers {put, gone} for the store. */
  take(cards) {
    const put = [];
    const gone = [];
    for (const card of cards) {
      const known = this.cards.get(card.code);
      // a card of another site's delegate tells no state: it is not of this list
      if (!card.state || (known && known.revision > card.revision)) {
        continue;
      }
      if (this.concerns(card, known)) {
        this.cards.set(card.code, card);
        if (known?.fullName !== card.fullName || known?.organisation !== card.organisation || known?.title !== card.title) {
          this.hay.set(card.code, haystack(card));
          this.names = null;
        }
        put.push(card);
      } else {
        // also where it is not known here: the device may have kept it
        this.cards.delete(card.code);
        this.hay.delete(card.code);
        this.names = null;
        gone.push(card.code);
      }
    }
    return { put, gone };
  }

  concerns(card, known) {
    if (card.state === 'VOID') {
      return false;
    }
    return card.homeSite === this.site || card.site === this.site || (card.kind !== 'ROSTER' && Boolean(known));
  }

  /**
   * Everyone with what waits to be sent laid over it, and marked `waiting`.
   *
   * @param rollCall the one that is shown: what waits for another changes nobody's state in it
   */
  fold(waiting, rollCall) {
    const people = new Map(this.cards);
    const undone = new Set(waiting.map(({ command }) => command.undoes));
    for (const { command, before, made } of waiting) {
      if (command.rollCall !== undefined && command.rollCall !== rollCall) {
        continue;
      }
      if (command.type !== 'undo') {
        undone.has(command.id) || this.lay(people, command);
        continue;
      }
      if (made && made !== before?.code) {
        people.delete(made);
      }
      if (before) {
        people.set(before.code, { ...before, waiting: true });
      }
    }
    return people;
  }

  lay(people, command) {
    const here = { site: this.site, since: command.happenedAt, waiting: true };
    const one = people.get(command.delegate);
    switch (command.type) {
      case 'check-in':
        people.set(command.delegate, { ...(one ?? unknown(command.delegate)), ...here, state: 'PRESENT' });
        break;
      case 'check-out':
        one && people.set(one.code, { ...one, ...here, state: 'LEFT' });
        break;
      case 'excuse':
      case 'absent':
        one && people.set(one.code, { ...one, ...here, site: null, state: command.type === 'excuse' ? 'EXCUSED' : 'ABSENT' });
        break;
      case 'substitute':
        one && people.set(one.code, { ...one, ...here, site: null, state: 'SUBSTITUTED' });
        people.set(command.id, { ...newcomer(command, 'SUBSTITUTE'), ...here });
        break;
      case 'walk-in':
        people.set(command.id, { ...newcomer(command, 'WALK_IN'), ...here });
        break;
      default:
    }
  }

  /** Those whom a query finds. */
  find(query, people) {
    const wanted = words(query);
    return [...people.values()].filter(card => matches(this.hay.get(card.code) ?? haystack(card), wanted));
  }

  /** What depends on names alone, and so is not worked out anew at each tap: who comes after whom, and who is called alike. */
  get known() {
    this.names ??= order([...this.cards.values()]);
    return this.names;
  }

  /** Folded names that more than one person has. */
  get namesakes() {
    return this.known.namesakes;
  }

  /** People by organisation, both in the language's order: [[organisation, cards]]. */
  byOrganisation(cards) {
    const { rank } = this.known;
    const groups = new Map();
    const late = rank.size;
    for (const card of [...cards].sort((a, b) => (rank.get(a.code) ?? late) - (rank.get(b.code) ?? late))) {
      const name = card.organisation ?? '';
      groups.has(name) ? groups.get(name).push(card) : groups.set(name, [card]);
    }
    return [...groups];
  }
}

function order(cards) {
  // people are called by their given name, which Vietnamese writes last
  const keyed = cards.map(card => ({ card, given: card.fullName.split(' ').at(-1), organisation: card.organisation ?? '' }));
  keyed.sort((a, b) =>
    (a.organisation === '') - (b.organisation === '') ||
    compare(a.organisation, b.organisation) || compare(a.given, b.given) || compare(a.card.fullName, b.card.fullName));
  const seen = new Set();
  const namesakes = new Set();
  for (const { fullName } of cards) {
    const name = fold(fullName);
    (seen.has(name) ? namesakes : seen).add(name);
  }
  return { rank: new Map(keyed.map(({ card }, i) => [card.code, i])), namesakes };
}

const unknown = code => ({ code, fullName: code, title: null, organisation: null, homeSite: null, kind: 'ROSTER', revision: 0 });

const newcomer = ({ id, person }, kind) => ({
  code: person.code ?? id,
  unsaved: true,
  fullName: person.fullName ?? person.code,
  title: person.title ?? null,
  organisation: person.organisation ?? null,
  homeSite: null,
  kind,
  state: 'PRESENT',
  revision: 0,
});
