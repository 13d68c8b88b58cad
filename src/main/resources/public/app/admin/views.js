// The views by the names of their routes.

import { html } from '../shared/view.js';
import { session } from './session.js';
import './conferences.js';
import './overview.js';
import './sites.js';
import './delegates.js';
import './delegate.js';
import './import.js';
import './roll-calls.js';
import './passes.js';
import './sheets.js';
import './print.js';
import './badges.js';
import './lists.js';
import './users.js';
import './log.js';
import './reviews.js';
import './denied.js';

/** A view for organizers; others are told whose it is. */
const organizers = make => (conference, route) =>
  session.isOrganizer ? make(conference, route) : html`<admin-denied .conference=${conference}></admin-denied>`;

export const views = {
  conferences: () => html`<admin-conferences></admin-conferences>`,
  users: organizers(() => html`<admin-users></admin-users>`),
  overview: (c, r) => html`<admin-overview .conference=${c} .route=${r}></admin-overview>`,
  sites: organizers((c, r) => html`<admin-sites .conference=${c} .route=${r}></admin-sites>`),
  delegates: organizers((c, r) => html`<admin-delegates .conference=${c} .route=${r}></admin-delegates>`),
  delegate: organizers((c, r) => html`<admin-delegate .conference=${c} .route=${r}></admin-delegate>`),
  import: organizers((c, r) => html`<admin-import .conference=${c} .route=${r}></admin-import>`),
  rollCalls: organizers((c, r) => html`<admin-roll-calls .conference=${c} .route=${r}></admin-roll-calls>`),
  passes: organizers((c, r) => html`<admin-passes .conference=${c} .route=${r}></admin-passes>`),
  sheets: organizers((c, r) => html`<admin-sheets .conference=${c} .route=${r}></admin-sheets>`),
  print: organizers((c, r) => html`<admin-print .conference=${c} .route=${r}></admin-print>`),
  badges: organizers((c, r) => html`<admin-badges .conference=${c} .route=${r}></admin-badges>`),
  lists: organizers((c, r) => html`<admin-lists .conference=${c} .route=${r}></admin-lists>`),
  log: (c, r) => html`<admin-log .conference=${c} .route=${r}></admin-log>`,
  reviews: (c, r) => html`<admin-reviews .conference=${c} .route=${r}></admin-reviews>`,
};

/** The views that are about one conference. */
export const inConference = new Set(Object.keys(views).filter(name => name !== 'conferences' && name !== 'users'));
