// What is wrong at a site, so that somebody telephones there.

/** The kinds, the most pressing first, with the icon of each. */
export const ALARMS = {
  offline: 'wifi-off',
  silent: 'hourglass-split',
  seats: 'people-fill',
  report: 'clipboard-x',
};

const SILENCE = 10 * 60_000;

/**
 * The alarms of a row.
 *
 * @param context {state of the roll call, now: when the figures were true, begunAt: when the first delegate of all
 *     arrived, or null}
 */
export function alarmsOf(row, { state, now, begunAt }) {
  const { headcount, link, report, seats } = row;
  const found = [];
  // when the roll call is over, devices are put away
  if (link.state === 'OFFLINE' && state !== 'CLOSED') {
    found.push('offline');
  }
  if (state === 'OPEN' && headcount.awaited > 0 && headcount.present * 2 < headcount.expected) {
    // a hall is silent only once delegates arrive somewhere
    const heard = row.lastAt ? Date.parse(row.lastAt) : begunAt;
    if (heard !== null && now - heard > SILENCE) {
      found.push('silent');
    }
  }
  if (seats > 0 && headcount.present > seats) {
    found.push('seats');
  }
  if (report?.current && report.counted !== headcount.present) {
    found.push('report');
  }
  return found;
}

/** When the first delegate arrived at any of those rows; null if nobody has. */
export function begunAt(rows) {
  let first = null;
  for (const { firstAt } of rows.values()) {
    const at = firstAt ? Date.parse(firstAt) : null;
    if (at !== null && (first === null || at < first)) {
      first = at;
    }
  }
  return first;
}

/** Remembers which alarms there were, and tells which are new. */
export class AlarmWatch {
  constructor() {
    this.known = null;
  }

  /** The sites with an alarm that was not there before; none at the first look. */
  news(sites) {
    const now = new Set();
    const fresh = [];
    for (const site of sites) {
      for (const kind of site.alarms) {
        const key = `${kind} ${site.code}`;
        now.add(key);
        if (this.known && !this.known.has(key)) {
          fresh.push({ site, kind });
        }
      }
    }
    this.known = now;
    return fresh;
  }

  /** Begins anew, as for another choice of sites. */
  forget() {
    this.known = null;
  }
}
