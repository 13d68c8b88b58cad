// Date and time as people of a time zone write them, and the instants that they mean.

const parts = (instant, zone) => Object.fromEntries(
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: '2-digit', hourCycle: 'h23',
  }).formatToParts(instant).map(({ type, value }) => [type, value]));

/** An instant as an input of type datetime-local holds it, in a zone. */
export function toLocal(instant, zone) {
  const { year, month, day, hour, minute } = parts(new Date(instant), zone);
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
}

/** The instant that a local date-time means in a zone, in ISO 8601. */
export function toInstant(local, zone) {
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  // the offset there is that of the instant, which is only known once it is found: two steps reach it
  let instant = asUtc;
  for (let step = 0; step < 2; step++) {
    instant = asUtc - offset(instant, zone);
  }
  return new Date(instant).toISOString();
}

function offset(instant, zone) {
  const { year, month, day, hour, minute, second } = parts(new Date(instant), zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

export function isZone(name) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** The zones to choose from; those of the region first. Browsers of 2021 do not tell them. */
export function zones() {
  const near = ['Asia/Ho_Chi_Minh', 'Asia/Bangkok', 'Asia/Vientiane', 'Asia/Phnom_Penh', 'Asia/Singapore'];
  const all = Intl.supportedValuesOf?.('timeZone') ?? ['Europe/London', 'Europe/Paris', 'America/New_York', 'UTC'];
  return [...near, ...all.filter(zone => !near.includes(zone))];
}
