// What takes more than a tap: leaving, excuses, guests, substitutes, the site's report.

import { html, icon, nothing } from '../shared/view.js';
import { ask, form } from '../shared/dialog.js';
import { dateTime, t, time } from '../shared/i18n.js';
import { stateOf } from './people.js';

const NAME = 200;
const TITLE = 300;
const REMARK = 500;

/** What may be done about someone, besides checking in. */
export async function personTasks(card, session) {
  const here = card.state === 'PRESENT' && card.site === session.me.site.code;
  const ours = card.kind === 'ROSTER' && card.homeSite === session.me.site.code;
  const open = session.mayCheckIn;
  const task = (value, name, label, enabled) => enabled
    ? html`<button type="button" class="button wide-button" data-task=${value}>${icon(name)}<span>${label}</span></button>`
    : nothing;
  const chosen = await ask({
    title: card.fullName,
    body: close => html`<div class="stack" @click=${event => {
      const button = event.target.closest('[data-task]');
      button && close(button.dataset.task);
    }}>
      <p class="quiet-text">${[card.title, card.organisation, card.code].filter(Boolean).join(' · ')}</p>
      <p>${stateOf(card, session)}</p>
      ${task('check-in', 'check-lg', t('checkin.check-in'), open && !here && card.state !== 'SUBSTITUTED')}
      ${task('check-out', 'box-arrow-right', t('checkin.check-out'), open && here)}
      ${task('excuse', 'calendar-event', t('checkin.excuse'), session.rollCall?.state !== 'CLOSED' && ours && ['AWAITED', 'ABSENT'].includes(card.state))}
      ${task('absent', 'person-x', t('checkin.absent'), open && ours && ['AWAITED', 'EXCUSED'].includes(card.state))}
      ${task('substitute', 'arrow-left-right', t('checkin.substitute'), open && ours && ['AWAITED', 'EXCUSED', 'ABSENT', 'LEFT'].includes(card.state))}
    </div>`,
    actions: [{ label: t('close'), value: null }],
  });
  const about = { name: card.fullName };
  switch (chosen) {
    case 'check-in':
      return session.submit({ type: 'check-in', delegate: card.code, source: 'SEARCH' }, about);
    case 'check-out':
      return session.submit({ type: 'check-out', delegate: card.code }, about);
    case 'absent':
      return session.submit({ type: 'absent', delegate: card.code }, about);
    case 'excuse':
      return excuse(card, session);
    case 'substitute':
      return substitute(card, session);
    default:
      return null;
  }
}

const suggestions = () => ['business', 'ill', 'family'].map(why => t(`checkin.excuse.${why}`));

async function excuse(card, session) {
  const values = await form({
    title: `${t('checkin.excuse')}: ${card.fullName}`,
    action: t('checkin.excuse.do'),
    fields: html`<label class="field"><span>${t('checkin.excuse.reason')}</span>
        <input name="reason" list="reasons" maxlength=${REMARK} required autofocus></label>
      <datalist id="reasons">${suggestions().map(why => html`<option value=${why}></option>`)}</datalist>`,
  });
  return values && session.submit({ type: 'excuse', delegate: card.code, reason: values.reason }, { name: card.fullName });
}

const personFields = (name = '') => html`
  <label class="field"><span>${t('checkin.full-name')}</span>
    <input name="fullName" maxlength=${NAME} autocomplete="off" autocapitalize="words" required autofocus .value=${name}></label>
  <label class="field"><span>${t('checkin.title')}</span><input name="title" maxlength=${TITLE} autocomplete="off"></label>
  <label class="field"><span>${t('checkin.organisation')}</span><input name="organisation" maxlength=${TITLE} autocomplete="off"></label>`;

const person = ({ fullName, title, organisation }) => ({
  fullName: fullName.trim(),
  ...(title.trim() ? { title: title.trim() } : {}),
  ...(organisation.trim() ? { organisation: organisation.trim() } : {}),
});

/** Registers a guest who is on no list. */
export async function walkIn(session, name = '') {
  const values = await form({
    title: t('checkin.walk-in'),
    action: t('checkin.walk-in.do'),
    fields: html`<p class="quiet-text">${t('checkin.walk-in.text')}</p>${personFields(name)}`,
  });
  return values && session.submit({ type: 'walk-in', person: person(values) }, { name: values.fullName });
}

async function substitute(card, session) {
  const values = await form({
    title: t('checkin.substitute.for', { name: card.fullName }),
    action: t('checkin.substitute.do'),
    fields: html`${personFields()}
      <label class="field"><span>${t('checkin.substitute.reason')}</span><input name="reason" maxlength=${REMARK}></label>`,
  });
  return values && session.submit(
    { type: 'substitute', delegate: card.code, person: person(values), ...(values.reason.trim() ? { reason: values.reason.trim() } : {}) },
    { name: values.fullName });
}

/** The site is complete: the number counted by eye. */
export async function siteReport(session, present) {
  const values = await form({
    title: t('checkin.report'),
    action: t('checkin.report.do'),
    fields: draw => html`<p>${t('checkin.report.text', { n: present })}</p>
      ${session.report ? html`<p class="quiet-text">${t('checkin.report.last', {
        n: session.report.counted, time: time(session.report.at, session.zone) })}</p>` : nothing}
      <label class="field"><span>${t('checkin.report.counted')}</span>
        <input name="counted" type="number" inputmode="numeric" min="0" max="1000000" step="1" required autofocus @input=${draw}></label>
      <p class="banner warn" role="status" ?hidden=${!differs(present)}>${icon('exclamation-triangle')}
        <span>${t('checkin.report.differs', { n: present })}</span></p>
      <label class="field"><span>${t('checkin.report.note')}</span><input name="note" maxlength=${REMARK}></label>`,
  });
  return values && session.submit(
    { type: 'site-report', counted: Number(values.counted), ...(values.note.trim() ? { note: values.note.trim() } : {}) },
    { name: session.me.site.name });
}

function differs(present) {
  const input = document.querySelector('dialog[open] input[name="counted"]');
  return Boolean(input?.value) && Number(input.value) !== present;
}

const local = instant => {
  const at = new Date(instant);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** From now on, what is tapped was ticked on paper at that time. */
export async function paperList(session) {
  const values = await form({
    title: t('checkin.paper'),
    action: t('checkin.paper.do'),
    fields: html`<p>${t('checkin.paper.text')}</p>
      <label class="field"><span>${t('checkin.paper.time')}</span>
        <input name="at" type="datetime-local" required .value=${local(session.now())} max=${local(session.now())}></label>`,
  });
  if (values) {
    session.setPaper({ at: Math.min(new Date(values.at).getTime(), session.now()) });
  }
}

/** A whole organisation: untick who is missing, one press, a result for each. */
export async function delegation(name, session) {
  const chosen = new Map();
  const members = () => [...session.people.values()].filter(card => (card.organisation ?? '') === name && !card.unsaved);
  const isHere = card => card.state === 'PRESENT' && card.site === session.me.site.code;
  const results = new Map();
  for (const card of members()) {
    chosen.set(card.code, card.state === 'AWAITED');
  }
  let redraw = () => {};
  const hear = ({ detail: { entry, result, kept } }) => {
    if (!kept && results.has(entry.command.delegate)) {
      results.set(entry.command.delegate, result);
      redraw();
    }
  };
  session.addEventListener('answer', hear);
  await ask({
    title: name,
    wide: true,
    body: (close, draw) => {
      redraw = draw;
      const all = members();
      const coming = all.filter(card => chosen.get(card.code) && !isHere(card) && !results.has(card.code));
      return html`<form class="stack" @submit=${async event => {
        event.preventDefault();
        // pressed twice, the second time finds nobody left
        const now = coming.filter(card => !results.has(card.code));
        now.forEach(card => results.set(card.code, null));
        draw();
        try {
          await session.submitAll(
            now.map(card => ({ type: 'check-in', delegate: card.code, source: 'BULK' })),
            now.map(card => ({ name: card.fullName })));
        } catch (e) {
          console.error('not kept', e);
          now.forEach(card => results.set(card.code, { outcome: 'REFUSED', reason: 'NOT_KEPT' }));
        }
        draw();
      }}>
        <p>${t('checkin.delegation.text')}</p>
        <ul class="people">${all.map(card => html`<li class="person">
          <label class="check who"><input type="checkbox" name=${card.code} .checked=${isHere(card) || chosen.get(card.code)}
              ?disabled=${isHere(card) || results.has(card.code)} @change=${event => {
                chosen.set(card.code, event.target.checked);
                draw();
              }}>
            <span><strong>${card.fullName}</strong> <small class="quiet-text">${[card.title, card.code].filter(Boolean).join(' · ')}</small></span></label>
          ${outcome(card, results.get(card.code), results.has(card.code), session)}
        </li>`)}</ul>
        <div class="dialog-actions">
          <button type="button" class="button" @click=${() => close(null)}>${t('close')}</button>
          <button class="button primary" ?disabled=${!coming.length || !session.mayCheckIn}>${t('checkin.delegation.do', { n: coming.length })}</button>
        </div>
      </form>`;
    },
  });
  session.removeEventListener('answer', hear);
}

function outcome(card, result, submitted, session) {
  if (!submitted && card.state === 'AWAITED') {
    return nothing;
  }
  if (!submitted || !result || result.outcome === 'APPLIED' || result.outcome === 'REPLAYED') {
    return stateOf(session.people.get(card.code) ?? card, session);
  }
  return html`<span class="state warn">${icon('exclamation-triangle')}<span>${t(`checkin.short.${result.reason}`, {})}</span></span>`;
}

/** What was done last on this device, each with its undo. */
export function recentList(session, undo) {
  const done = [...session.waiting].reverse().filter(({ command }) => command.type !== 'undo');
  const undoing = new Set(session.waiting.map(({ command }) => command.undoes));
  const line = (one, waiting) => html`<li class="person">
    <div class="who"><strong>${one.name}</strong>
      <small class="quiet-text">${t(`event.${one.command.type}`)} · ${time(one.command.happenedAt, session.zone)}${waiting ? ` · ${t('checkin.to-send')}` : ''}</small></div>
    ${one.command.rollCall !== session.rollCall?.id ? nothing : one.undone ? html`<span class="state">${t('checkin.undone')}</span>`
      : one.command.type === 'site-report' || undoing.has(one.command.id) ? nothing
      : html`<button type="button" class="button small" aria-label=${`${t('checkin.undo')}: ${one.name}`} @click=${() => undo(one)}>
          ${icon('arrow-counterclockwise')}<span>${t('checkin.undo')}</span></button>`}
  </li>`;
  const all = [...done.map(one => [one, true]), ...session.recent.map(one => [one, false])].slice(0, 10);
  return all.length ? html`<ul class="people">${all.map(([one, waiting]) => line(one, waiting))}</ul>`
    : html`<p class="quiet-text">${t('checkin.recent.none')}</p>`;
}

/** What waits, as a table that any spreadsheet opens: for when it can no longer be sent. */
export function exportWaiting(entries, site) {
  const cell = text => `"${String(text ?? '').replaceAll('"', '""')}"`;
  const rows = [
    ['id', 'type', 'delegate', 'name', 'title', 'organisation', 'happened_at', 'reason', 'counted', 'undoes'],
    ...entries.map(({ command, name }) =>
      [command.id, command.type, command.delegate, name, command.person?.title, command.person?.organisation,
        command.happenedAt, command.reason, command.counted, command.undoes]),
  ];
  const file = new Blob([`\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `rollcall-${site}-${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const since = (line, zone) => Date.now() - line.since > 20 * 3_600_000 ? dateTime(line.since, zone) : time(line.since, zone);
