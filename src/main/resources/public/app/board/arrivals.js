// Check-ins per minute as a picture needs them: with the minutes in which nobody came.

const MINUTE = 60_000;
const LATELY = 5;
const FEWEST_BARS = 10;
const MOST_BARS = 120;
const STEPS = [1, 2, 5, 10, 15, 30, 60];

const minuteOf = instant => Math.floor(Date.parse(instant) / MINUTE);

/**
 * The arrivals from the first minute to the last, or until now, in steps of so many minutes that the bars can be told
 * apart.
 *
 * @return {step, points: [{at, count}]}
 */
export function buckets(arrivals, until) {
  if (!arrivals.length) {
    return { step: 1, points: [] };
  }
  const counts = new Map(arrivals.map(({ minute, count }) => [minuteOf(minute), count]));
  const last = Math.max(minuteOf(arrivals.at(-1).minute), until ? minuteOf(until) : 0);
  const first = Math.min(minuteOf(arrivals[0].minute), last - FEWEST_BARS + 1);
  const step = STEPS.find(minutes => (last - first + 1) / minutes <= MOST_BARS) ?? Math.ceil((last - first + 1) / MOST_BARS);
  const points = [];
  for (let at = Math.floor(first / step) * step; at <= last; at += step) {
    let count = 0;
    for (let minute = at; minute < at + step; minute++) {
      count += counts.get(minute) ?? 0;
    }
    points.push({ at: at * MINUTE, count });
  }
  return { step, points };
}

/** What the picture says: how many came, from when to when, the busiest minute, and those of late. */
export function sumUp(arrivals, until) {
  const all = arrivals.reduce((sum, { count }) => sum + count, 0);
  if (!all) {
    return { all: 0 };
  }
  const busiest = arrivals.reduce((most, each) => (each.count > most.count ? each : most));
  const now = minuteOf(until ?? arrivals.at(-1).minute);
  return {
    all,
    first: arrivals[0].minute,
    last: arrivals.at(-1).minute,
    peak: busiest.count,
    peakAt: busiest.minute,
    lately: arrivals.filter(({ minute }) => now - minuteOf(minute) < LATELY).reduce((sum, { count }) => sum + count, 0),
  };
}
