// What the coordinator is told of a command: one large card, told apart by words, icon and colour.

import { html, icon, nothing } from '../shared/view.js';
import { has, t, time } from '../shared/i18n.js';
import { WAITED } from './session.js';

const ICONS = { good: 'check-circle', wait: 'cloud-arrow-up', warn: 'exclamation-triangle', bad: 'exclamation-octagon' };

/** What kind of answer it is: good, wait, warn or bad. */
export function kindOf({ result, kept, effect }) {
  if (!result || kept) {
    return 'wait';
  }
  if (result.outcome === 'APPLIED' || result.outcome === 'REPLAYED') {
    return effect === false ? 'warn' : 'good';
  }
  return result.outcome === 'NEEDS_CONFIRMATION' || ['ALREADY_HERE', 'ALREADY_ELSEWHERE', 'NOT_HERE', 'HAS_LEFT', 'SUBSTITUTED', 'STALE'].includes(result.reason)
    ? 'warn'
    : 'bad';
}

/** Whether the line is expected to answer at once; else the command is kept until there is one. */
const answersSoon = (entry, line) => line.state !== 'offline' && Date.now() - entry.madeAt < WAITED;

/** Who did what led there, as far as this device may know. */
function byWhom(by, me) {
  if (!by) {
    return '';
  }
  const [kind, id] = by.split(':');
  if (kind === 'pass') {
    return Number(id) === me.id && me.kind === 'pass' ? t('checkin.by.this') : t('checkin.by.other', { id });
  }
  return t('checkin.by.organizer');
}

const placeName = (result, code) => result.siteNames?.[code] ?? code ?? t('checkin.another-site');

/** The words of an answer: {title, text}. */
function wordsOf({ entry, result, kept, effect }, { me, zone, line }) {
  const name = result?.delegate?.fullName ?? entry.name;
  const { type } = entry.command;
  if (!result) {
    return answersSoon(entry, line)
      ? { title: t('checkin.sending'), text: `${t(`event.${type}`)}: ${name}` }
      : { title: t('checkin.kept'), text: t('checkin.kept.text', { action: t(`event.${type}`), name }) };
  }
  if (kept) {
    return { title: t('checkin.kept'), text: result.reason === 'NOT_OPEN' ? t('checkin.kept.not-open', { name }) : t('checkin.kept.busy', { name }) };
  }
  if (effect === false && !result.reason) {
    const { state, site } = result.delegate;
    const stands = state === 'PRESENT' && site !== me.site.code ? t('checkin.at', { site }) : t(`state.${state}`);
    return { title: t('checkin.no-effect'), text: t('checkin.no-effect.text', { action: t(`event.${type}`), name, state: stands }) };
  }
  if (kindOf({ result }) === 'good') {
    const shown = result.delegate;
    const details = type === 'site-report' ? t('checkin.reported', { n: entry.command.counted })
      : [name, shown?.title, shown?.organisation].filter(Boolean).join(' · ');
    return { title: t(`checkin.done.${type}`), text: details };
  }
  const previous = result.previous ?? {};
  const key = `checkin.reason.${result.reason}`;
  const values = {
    name,
    code: entry.command.delegate ?? '',
    time: previous.since ? time(previous.since, zone) : '',
    by: byWhom(previous.by, me),
    site: placeName(result, previous.site),
    home: placeName(result, result.delegate?.homeSite),
    action: t(`event.${type}`),
  };
  const faults = (result.errors ?? []).map(fault => fault.message).join(' ');
  return has(key)
    ? { title: t(key, values), text: [t(`${key}.text`, values), faults].filter(Boolean).join(' ') }
    : { title: result.message ?? result.reason, text: faults };
}

/**
 * The card of an answer.
 *
 * @param actions {undo, force, decline, guest, choose}: what its buttons do
 */
export function answerCard(answer, session, actions) {
  const kind = kindOf(answer);
  const { title, text } = wordsOf(answer, session);
  const { entry, result } = answer;
  const waits = !result && answersSoon(entry, session.line);
  const undoable = kind === 'good' && !['undo', 'site-report'].includes(entry.command.type);
  return html`<div class="answer ${waits ? 'wait' : kind}">
    ${waits ? html`<span class="spinner" aria-hidden="true"></span>` : icon(ICONS[kind])}
    <div class="answer-words">
      <p class="answer-title">${title}</p>
      ${text ? html`<p>${text}</p>` : nothing}
      ${result?.candidates ? html`<ul class="candidates">${result.candidates.map(card => html`<li>
        <span>${card.fullName} · ${[card.title, card.organisation].filter(Boolean).join(' · ')}</span>
        <button type="button" class="button small" @click=${() => actions.choose(answer, card)}>${t('checkin.this-one')}</button>
      </li>`)}</ul>` : nothing}
      <div class="row">
        ${undoable || (!result && entry.command.type !== 'undo')
          ? html`<button type="button" class="button" @click=${() => actions.undo(entry)}>
              ${icon('arrow-counterclockwise')}<span>${t('checkin.undo')}</span></button>`
          : nothing}
        ${result?.outcome === 'NEEDS_CONFIRMATION'
          ? html`<button type="button" class="button primary" @click=${() => actions.force(answer)}>${t(`checkin.force.${result.reason}`)}</button>
              <button type="button" class="button" @click=${() => actions.decline(answer)}>${t('checkin.decline')}</button>`
          : nothing}
        ${result?.reason === 'NOT_ON_ROSTER'
          ? html`<button type="button" class="button primary" @click=${() => actions.guest(answer)}>
              ${icon('person-plus')}<span>${t('checkin.guest')}</span></button>`
          : nothing}
        <button type="button" class="button quiet" @click=${() => actions.decline(answer)} ?hidden=${result?.outcome === 'NEEDS_CONFIRMATION'}>${t('close')}</button>
      </div>
    </div>
  </div>`;
}
