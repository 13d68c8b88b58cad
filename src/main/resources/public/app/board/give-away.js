// Links for the projectors of halls: made, shown once as a code to scan, and taken back.

import { get, post, remove } from '../shared/api.js';
import { ask, confirm, describe, notice } from '../shared/dialog.js';
import { dateTime, t } from '../shared/i18n.js';
import { html, icon, nothing, svg } from '../shared/view.js';

/** Opens the dialog about hall links. */
export function giveAway(conference, zone) {
  const state = { links: null, made: null, error: '', busy: false };
  return ask({
    title: t('board.hallLinks'),
    wide: true,
    body: (close, draw) => {
      if (state.links === null && !state.error) {
        state.links = [];
        load(conference, state, draw);
      }
      return html`<div class="stack">
        <p class="quiet-text">${t('board.hallLinksAbout')}</p>
        ${makeForm(conference, state, draw)}
        ${state.error ? html`<p class="banner bad" role="alert">${icon('exclamation-octagon')}<span>${state.error}</span></p>` : nothing}
        ${state.made ? made(state.made) : nothing}
        ${list(conference, zone, state, draw)}
      </div>`;
    },
    actions: [{ label: t('close'), value: null }],
  });
}

async function load(conference, state, draw) {
  await attempt(state, draw, async () => {
    const { items } = await get(`/conferences/${conference}/board-passes?size=1000`);
    state.links = items.filter(link => !link.revokedAt);
  });
}

async function attempt(state, draw, work) {
  state.busy = true;
  state.error = '';
  draw();
  try {
    await work();
  } catch (e) {
    state.error = describe(e);
  }
  state.busy = false;
  draw();
}

const makeForm = (conference, state, draw) => html`<form class="hall-make" @submit=${event => {
  event.preventDefault();
  const { label } = event.target.elements;
  attempt(state, draw, async () => {
    const pass = await post(`/conferences/${conference}/board-passes`, { label: label.value.trim() || null });
    const url = pass.url.replace('/board#', '/board/hall#');
    state.made = { id: pass.id, url, label: label.value.trim(), code: await qrCode(url) };
    label.value = '';
    await load(conference, state, draw);
  });
}}>
  <label class="field"><span>${t('board.hallLabel')}</span>
    <input name="label" maxlength="100" autocomplete="off" placeholder=${t('board.hallLabelExample')}></label>
  <button class="button primary" ?disabled=${state.busy}>${icon('link-45deg')}<span>${t('board.makeHallLink')}</span></button>
</form>`;

/** The link as a code to scan; null where none can be had: the link itself is there all the same. */
async function qrCode(url) {
  try {
    return (await post('/qr-codes', { texts: [url] })).codes[0];
  } catch {
    return null;
  }
}

const made = ({ url, label, code }) => html`<section class="hall-made" aria-label=${t('board.newHallLink')}>
  ${code ? html`<svg class="qr" role="img" aria-label=${t('board.hallQr')} viewBox="0 0 ${code.size} ${code.size}"
    shape-rendering="crispEdges">${svg`<path d=${code.path}></path>`}</svg>` : nothing}
  <div class="stack">
    <p role="status"><strong>${label || t('board.newHallLink')}</strong> <span class="quiet-text">${t('board.shownOnce')}</span></p>
    <label class="field"><span>${t('board.hallLink')}</span>
      <input readonly .value=${url} @focus=${event => event.target.select()}></label>
    <div class="row">
      <button type="button" class="button" @click=${event => copy(url, event.target.closest('.hall-made').querySelector('input'))}>
        ${icon('copy')}<span>${t('board.copy')}</span></button>
      <a class="button" href=${url} target="_blank" rel="noopener">${icon('display')}<span>${t('board.openHall')}</span></a>
    </div>
  </div>
</section>`;

async function copy(url, field) {
  field.select();
  try {
    await navigator.clipboard.writeText(url);
    notice(t('board.copied'));
  } catch {
    // without HTTPS there is no clipboard to write to: the text stands marked
    notice(t(document.execCommand('copy') ? 'board.copied' : 'board.copyByHand'));
  }
}

const list = (conference, zone, state, draw) => html`<section aria-labelledby="hall-links-title">
  <h3 id="hall-links-title">${t('board.hallLinksGiven')}</h3>
  ${state.links?.length
    ? html`<ul role="list" class="hall-links">${state.links.map(link => html`<li>
        <div><p><strong>${link.label || t('board.unnamedLink', { n: link.id })}</strong></p>
          <p class="small quiet-text">${t('board.madeAt', { at: dateTime(link.createdAt, zone) })} · ${link.lastSeenAt
            ? t('board.heardAt', { at: dateTime(link.lastSeenAt, zone) }) : t('board.neverHeard')}</p></div>
        <button type="button" class="button small" aria-label=${t('board.revokeOf', { label: link.label || link.id })}
          ?disabled=${state.busy} @click=${() => revoke(conference, link, state, draw)}>${icon('trash')}<span>${t('board.revoke')}</span></button>
      </li>`)}</ul>`
    : html`<p class="quiet-text">${t(state.busy ? 'loading' : 'board.noHallLinks')}</p>`}
</section>`;

async function revoke(conference, link, state, draw) {
  const sure = await confirm({
    title: t('board.revokeTitle'),
    text: t('board.revokeText', { label: link.label || t('board.unnamedLink', { n: link.id }) }),
    action: t('board.revoke'),
    danger: true,
  });
  if (sure) {
    await attempt(state, draw, async () => {
      await remove(`/conferences/${conference}/board-passes/${link.id}`);
      state.made = state.made?.id === link.id ? null : state.made;
      await load(conference, state, draw);
    });
  }
}
