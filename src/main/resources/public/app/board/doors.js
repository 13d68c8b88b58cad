// What stands before a board: a link that counts no more, and the choice of a conference.

import { empty } from '../shared/frame.js';
import { dateTime, has, t } from '../shared/i18n.js';
import { html, icon } from '../shared/view.js';
import { address } from './entry.js';

export const revoked = signIn => html`<section class="card narrow" role="alert">
  <h1>${t('board.revokedTitle')}</h1>
  <p>${t('board.revokedText')}</p>
  <p class="row doors-action"><button type="button" class="button" @click=${signIn}>${icon('key')}<span>${t('signIn')}</span></button></p>
</section>`;

/** This browser has another link's cookie now. */
export const another = (me, goOn) => html`<section class="card narrow" role="alert">
  <h1>${t('board.anotherTitle')}</h1>
  <p>${t('board.anotherText')}</p>
  <p class="row doors-action"><button type="button" class="button" @click=${goOn}>${icon('display')}
    <span>${me.conference ? t('board.anotherGoOn', { title: me.conference.title }) : t('board.anotherUser')}</span></button></p>
</section>`;

const LOOKS = { OPEN: 'good', DRAFT: 'info' };

export const conferenceChoice = (conferences, choose) => html`<section class="choice" aria-labelledby="choice-title">
  <h2 id="choice-title">${t('board.choose')}</h2>
  ${conferences.length
    ? html`<ul role="list">${conferences.map(each => html`<li class="card">
        <a href=${address({ conference: each.id })} @click=${event => {
          event.preventDefault();
          choose(each.id);
        }}>${each.title}</a>
        <p class="quiet-text small">${[each.organiser, each.startsAt && dateTime(each.startsAt, each.zone)].filter(part => part).join(' · ')}</p>
        ${has(`conference.${each.state}`) ? html`<span class="state ${LOOKS[each.state] ?? ''}">${t(`conference.${each.state}`)}</span>` : ''}
      </li>`)}</ul>`
    : empty('calendar-event', t('board.noConference'))}
</section>`;
