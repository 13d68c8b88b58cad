// Languages: messages by key, numbers and dates as the language writes them.

const REMEMBERED = 'rollcall.language';
const LANGUAGES = { vi: 'vi-VN', en: 'en-GB' };

const messages = { vi: {}, en: {} };
const changed = new EventTarget();
let current = chosen();
let formats = {};

function chosen() {
  let remembered = null;
  try {
    remembered = localStorage.getItem(REMEMBERED);
  } catch {
    // storage is closed to this page: the browser's choice it is
  }
  if (remembered in LANGUAGES) {
    return remembered;
  }
  const wanted = (navigator.languages || [navigator.language || ''])
    .map(tag => tag.slice(0, 2).toLowerCase())
    .find(tag => tag in LANGUAGES);
  return wanted || 'vi';
}

document.documentElement.lang = current;

/** 'vi' or 'en'. */
export const language = () => current;

/** Changes the language of the page, and remembers it. */
export function setLanguage(tag) {
  if (!(tag in LANGUAGES) || tag === current) {
    return;
  }
  current = tag;
  formats = {};
  document.documentElement.lang = tag;
  try {
    localStorage.setItem(REMEMBERED, tag);
  } catch {
    // then it holds for as long as the page is open
  }
  changed.dispatchEvent(new Event('change'));
}

/** Calls back when the language was changed; answers what ends that. */
export function onLanguage(callback) {
  changed.addEventListener('change', callback);
  return () => changed.removeEventListener('change', callback);
}

/** Adds the messages of a room: {vi: {key: text}, en: {key: text}}. */
export function addMessages(more) {
  Object.assign(messages.vi, more.vi);
  Object.assign(messages.en, more.en);
}

/** Whether there is such a message. */
export const has = key => key in messages[current];

/**
 * The message of that key with its {places} filled. Where `values.n` is given, a message `key.one` is used for 1 if
 * there is one.
 */
export function t(key, values = {}) {
  const one = values.n === 1 ? messages[current][`${key}.one`] : undefined;
  const text = one ?? messages[current][key];
  if (text === undefined) {
    console.error(`no message ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    return value === undefined ? place : typeof value === 'number' ? number(value) : String(value);
  });
}

function format(name, make) {
  formats[name] ??= make(LANGUAGES[current]);
  return formats[name];
}

export const number = value => format('number', tag => new Intl.NumberFormat(tag)).format(value);

/** A fraction as a percentage without decimals, never rounded up to 100 %. */
export function percent(fraction) {
  const shown = fraction < 1 ? Math.min(fraction, 0.99) : fraction;
  return format('percent', tag => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }))
    .format(shown);
}

/** 07:41, in a time zone or in the device's own. */
export const time = (instant, zone) =>
  format(`time ${zone}`, tag =>
    new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }))
    .format(new Date(instant));

/** 07:41:03 */
export const seconds = (instant, zone) =>
  format(`seconds ${zone}`, tag =>
    new Intl.DateTimeFormat(tag,
      { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone }))
    .format(new Date(instant));

/** 11/05/2020, 07:41 */
export const dateTime = (instant, zone) =>
  format(`dateTime ${zone}`, tag =>
    new Intl.DateTimeFormat(tag, {
      day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone,
    }))
    .format(new Date(instant));

/** Puts texts in the language's order. */
export const compare = (a, b) =>
  format('collator', tag => new Intl.Collator(tag, { numeric: true })).compare(a, b);
