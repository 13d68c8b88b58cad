// The rows of a board as the page works with them: which figures to show, how to find, filter and order them.

import { compare } from '../shared/i18n.js';
import { fold, matches, words } from '../shared/fold.js';
import { alarmsOf } from './alarms.js';

/** The share of those expected who are present, not held to 1: a hall may be fuller than it was called. */
export const share = figures => (figures.expected ? figures.present / figures.expected : figures.present ? 1 : 0);

/**
 * The rows of a board with what is worked out from each. Where the sites below one are not shown, the figures of its
 * subtree stand for it; so what is shown always adds up to the totals.
 */
export class Sites {
  constructor() {
    this.all = [];
    this.byCode = new Map();
  }

  /** Takes all rows anew. */
  reset(rows) {
    const before = this.byCode;
    const parents = parentsOf(rows);
    this.all = Array.from(rows.values(), row => ({
      code: row.code,
      hay: ` ${fold(row.name)} ${fold(row.code)} ${fold(row.code).replaceAll(' ', '')}`,
      opened: parents.has(row.code),
      changedAt: before.get(row.code)?.changedAt ?? -Infinity,
      alarms: before.get(row.code)?.alarms ?? [],
    }));
    this.byCode = new Map(this.all.map(site => [site.code, site]));
    rank(this.all, rows, 'byCode', row => row.code);
    rank(this.all, rows, 'byName', row => row.name);
    this.all.forEach(site => take(site, rows.get(site.code)));
  }

  /** Takes the rows of a delta. */
  update(rows, now) {
    for (const row of rows) {
      const site = this.byCode.get(row.code);
      if (site) {
        const before = site.figures;
        take(site, row);
        if (site.figures.present !== before.present) {
          site.changedAt = now;
        }
      }
    }
  }

  /** Says of each site what is wrong with it. */
  judge(context) {
    this.all.forEach(site => {
      site.alarms = alarmsOf(site.row, context);
    });
  }
}

/** The sites below which others are shown. */
export const parentsOf = rows => new Set(Array.from(rows.values(), row => row.parent));

/** The figures of all below a row, where they stand for it since none of those sites is shown; else null. */
export const branchOf = (row, opened) => (opened ? null : row.subtree);

function take(site, row) {
  site.row = row;
  site.branch = branchOf(row, site.opened);
  site.figures = site.branch ?? row.headcount;
  site.share = share(site.figures);
}

/** Compared once: ordering by text then costs no more than by number, ten times a second. */
function rank(all, rows, place, text) {
  all
    .map(site => [site, text(rows.get(site.code))])
    .sort((a, b) => compare(a[1], b[1]))
    .forEach(([site], index) => {
      site[place] = index;
    });
}

const LINKS = { OFFLINE: 0, NEVER: 1, ONLINE: 2 };
const instant = text => (text ? Date.parse(text) : 0);
/** How far so many of all sites of a branch have come: 0 none of them, 2 all. */
const extent = (some, all) => (some === 0 ? 0 : some < all ? 1 : 2);
const linked = ({ branch, row }) =>
  (branch ? extent(branch.sitesOnline, branch.sites) : LINKS[row.link.state] ?? 1);
const unreported = ({ branch, row }) =>
  (branch ? extent(branch.sitesReported, branch.sites) : row.report?.current ? 2 : row.report ? 1 : 0);

const KEYS = {
  code: site => site.byCode,
  name: site => site.byName,
  share: site => site.share,
  awaited: site => -site.figures.awaited,
  // of a branch no last arrival is known
  last: site => (site.branch ? 0 : -instant(site.row.lastAt)),
  link: linked,
  report: unreported,
};

export const ORDERS = Object.keys(KEYS);

/** Whether that order changes with the figures. */
export const isLive = order => order !== 'code' && order !== 'name';

export const FILTERS = {
  half: site => site.figures.expected > 0 && site.share < 0.5,
  offline: ({ branch, row }) => (branch ? branch.sitesOnline < branch.sites : row.link.state !== 'ONLINE'),
  nobody: site => site.figures.present === 0 && site.figures.expected > 0,
  unreported: ({ branch, row }) => (branch ? branch.sitesReported < branch.sites : !row.report),
};

/** Those that fit a search, all filters and one kind of alarm, in an order. */
export function choose(all, { query, filters, alarm, order }) {
  const wanted = words(query);
  const key = KEYS[order] ?? KEYS.code;
  return all
    .filter(site =>
      matches(site.hay, wanted)
      && filters.every(name => FILTERS[name](site))
      && (!alarm || site.alarms.includes(alarm)))
    .sort((a, b) => key(a) - key(b) || a.byCode - b.byCode);
}
