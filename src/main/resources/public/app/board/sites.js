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
    const parents = new Set(Array.from(rows.values(), row => row.parent));
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

function take(site, row) {
  site.row = row;
  site.figures = row.subtree && !site.opened ? row.subtree : row.headcount;
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
const unreported = site => (site.row.report?.current ? 2 : site.row.report ? 1 : 0);

const KEYS = {
  code: site => site.byCode,
  name: site => site.byName,
  share: site => site.share,
  awaited: site => -site.figures.awaited,
  last: site => -instant(site.row.lastAt),
  link: site => LINKS[site.row.link.state] ?? 1,
  report: unreported,
};

export const ORDERS = Object.keys(KEYS);

/** Whether that order changes with the figures. */
export const isLive = order => order !== 'code' && order !== 'name';

export const FILTERS = {
  half: site => site.figures.expected > 0 && site.share < 0.5,
  offline: site => site.row.link.state !== 'ONLINE',
  nobody: site => site.figures.present === 0 && site.figures.expected > 0,
  unreported: site => !site.row.report,
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
