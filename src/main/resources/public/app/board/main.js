'use strict';

// The hall's screen: shows what the board socket tells, and says when it has heard nothing.

const STALE_AFTER = 10_000;
const SLOWEST_RECONNECT = 10_000;
const FASTEST_RECONNECT = 500;
const GOING_AWAY = 1001;
const REVOKED = 4401;
const LINKS = { ONLINE: 'Trực tuyến', OFFLINE: 'Mất kết nối', NEVER: 'Chưa kết nối' };
const ROLL_CALLS = { PLANNED: 'chưa mở', OPEN: 'đang mở', CLOSED: 'đã đóng' };

const query = new URLSearchParams(location.search);
const $ = id => document.getElementById(id);
const count = new Intl.NumberFormat('vi-VN');
const share = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('vi-VN', { timeStyle: 'medium' });

let socket = null;
let attempts = 0;
let heardAt = 0;
let asOf = null;
let revision = null;
let rows = new Map();
let byPass = query.get('as') === 'pass';

const api = (path, options = {}) => fetch(`/api/v1${path}`, {
  ...options,
  cache: 'no-store',
  headers: {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': 'vi',
    ...(options.body ? { 'Content-Type': 'application/json' } : {}),
    ...(byPass ? { 'Rollcall-As': 'pass' } : {}),
  },
});

const show = (...ids) => {
  for (const id of ['login', 'choice', 'board']) {
    $(id).hidden = !ids.includes(id);
  }
};

const notice = text => {
  $('notice').textContent = text;
  $('notice').hidden = !text;
};

const put = (element, text) => {
  if (element.textContent !== text) {
    element.textContent = text;
  }
};

async function why(response) {
  try {
    const problem = await response.json();
    return problem.detail || problem.title;
  } catch {
    return `Máy chủ trả lời ${response.status}.`;
  }
}

// ---- who, and which conference

async function start() {
  const token = location.hash.slice(1);
  if (token) {
    // the token goes out of the address before anything else is done with it
    history.replaceState(null, '', location.pathname + location.search);
    const answer = await api('/pass', { method: 'POST', body: JSON.stringify({ token }) });
    if (!answer.ok) {
      notice(await why(answer));
      return;
    }
    byPass = true;
    query.set('as', 'pass');
    history.replaceState(null, '', `${location.pathname}?${query}`);
  }
  const answer = await api('/me');
  if (answer.status === 401) {
    askToSignIn();
    return;
  }
  if (!answer.ok) {
    throw new Error(await why(answer));
  }
  await choose(await answer.json());
}

function askToSignIn() {
  document.body.classList.remove('stale');
  show('login');
  $('login').elements.username.focus();
}

async function choose(me) {
  const own = me.conference ? me.conference.id : query.get('conference');
  if (own) {
    query.set('conference', own);
    if (me.site && !query.has('site')) {
      query.set('site', me.site.code);
    }
    open();
    return;
  }
  const answer = await api('/conferences?size=1000');
  if (!answer.ok) {
    notice(await why(answer));
    return;
  }
  const { items } = await answer.json();
  if (items.length === 1) {
    query.set('conference', items[0].id);
    open();
    return;
  }
  show('choice');
  $('conferences').replaceChildren(...items.map(conference => {
    const link = document.createElement('a');
    link.textContent = conference.title;
    link.href = `?conference=${conference.id}`;
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  notice(items.length ? '' : 'Chưa có hội nghị nào.');
}

$('login').addEventListener('submit', async event => {
  event.preventDefault();
  const { username, password } = event.target.elements;
  try {
    const answer = await api('/login', {
      method: 'POST',
      body: JSON.stringify({ username: username.value, password: password.value }),
    });
    if (!answer.ok) {
      notice(await why(answer));
      return;
    }
    password.value = '';
    byPass = false;
    query.delete('as');
    notice('');
    await start();
  } catch {
    notice('Không kết nối được máy chủ. Vui lòng thử lại.');
  }
});

// ---- the socket

function open() {
  const wanted = new URLSearchParams();
  for (const name of ['conference', 'site', 'depth', 'as']) {
    if (query.has(name)) {
      wanted.set(name, query.get(name));
    }
  }
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  let greeted = false;
  const mine = new WebSocket(`${scheme}://${location.host}/ws/v1/board?${wanted}`, 'rollcall.v1');
  socket = mine;
  mine.onmessage = message => {
    greeted = true;
    attempts = 0;
    hear(JSON.parse(message.data));
  };
  mine.onclose = event => {
    if (socket !== mine) {
      return;
    }
    socket = null;
    if (event.code === REVOKED) {
      askAgain();
    } else if (event.code === GOING_AWAY) {
      setTimeout(reconnect, Math.random() * 2000);
    } else {
      later(greeted);
    }
  };
}

function later(greeted) {
  const most = Math.min(SLOWEST_RECONNECT, FASTEST_RECONNECT * 2 ** Math.min(attempts, 10));
  attempts++;
  const wait = FASTEST_RECONNECT + Math.random() * Math.max(0, most - FASTEST_RECONNECT);
  setTimeout(greeted ? reconnect : askAgain, wait);
}

function reconnect() {
  open();
}

// A refused handshake tells a browser nothing: the same is asked over HTTP.
async function askAgain() {
  try {
    const me = await api('/me');
    if (me.status === 401) {
      notice('Phiên làm việc đã hết hạn hoặc bị thu hồi.');
      askToSignIn();
      return;
    }
    const wanted = new URLSearchParams();
    for (const name of ['site', 'depth']) {
      if (query.has(name)) {
        wanted.set(name, query.get(name));
      }
    }
    const path = `/conferences/${encodeURIComponent(query.get('conference'))}/headcounts`;
    const board = await api(`${path}?${wanted}`);
    if (board.status === 403 || board.status === 404 || board.status === 400) {
      notice(await why(board));
    }
  } catch {
    later(false);
    return;
  }
  setTimeout(reconnect, FASTEST_RECONNECT + Math.random() * SLOWEST_RECONNECT / 2);
}

function hear(frame) {
  switch (frame.type) {
    case 'snapshot':
      paintAll(frame);
      break;
    case 'delta':
      if (frame.from !== revision) {
        // something is missing: every connection begins with all of it
        socket.close();
        return;
      }
      paintTotals(frame.totals);
      frame.sites.forEach(site => paintRow(site, true));
      break;
    case 'heartbeat':
      break;
    default:
      return;
  }
  revision = frame.revision;
  asOf = new Date(frame.asOf);
  heardAt = Date.now();
  age();
}

// ---- the picture

function paintAll(frame) {
  show('board');
  notice('');
  put($('title'), frame.conference.title);
  document.title = frame.conference.title;
  const state = ROLL_CALLS[frame.rollCall.state] || frame.rollCall.state;
  put($('roll-call'), `${frame.rollCall.title} (${state})`);
  $('up').hidden = !query.has('site');
  const whole = new URLSearchParams(query);
  whole.delete('site');
  $('up-link').href = `?${whole}`;
  rows = new Map();
  const parents = new Map(frame.sites.map(site => [site.code, site.parent]));
  const level = code => {
    let depth = 0;
    for (let at = parents.get(code); at && parents.has(at); at = parents.get(at)) {
      depth++;
    }
    return Math.min(depth, 3);
  };
  $('rows').replaceChildren(...frame.sites.map(site => {
    const row = document.createElement('tr');
    row.className = `level-${level(site.code)}`;
    row.dataset.site = site.code;
    for (const name of ['code', 'name', 'present', 'bar', 'subtree', 'link', 'report', 'last']) {
      const cell = document.createElement('td');
      cell.className = name === 'present' || name === 'subtree' ? `${name} number` : name;
      row.append(cell);
    }
    const bar = document.createElement('progress');
    bar.setAttribute('aria-label', `Tỷ lệ có mặt tại ${site.name}`);
    row.children[3].append(bar);
    rows.set(site.code, row);
    return row;
  }));
  frame.sites.forEach(site => paintRow(site, false));
  paintTotals(frame.totals);
}

function paintTotals(totals) {
  for (const name of ['present', 'expected', 'awaited', 'excused', 'absent', 'left', 'visitors',
    'walkIns', 'substitutes', 'sites', 'sitesOnline', 'sitesReported']) {
    put($(name), count.format(totals[name]));
  }
  put($('sites-too'), count.format(totals.sites));
  // of those called, not of those here: a guest does not make the hall fuller than it was called
  put($('share'), totals.expected
    ? share.format((totals.own + totals.presentElsewhere) / totals.expected) : '');
}

function paintRow(site, isNew) {
  const row = rows.get(site.code);
  if (!row) {
    return;
  }
  const [code, name, present, bar, subtree, link, report, last] = row.children;
  const { headcount } = site;
  put(code, site.code);
  if (site.subtree && site.code !== query.get('site')) {
    const deeper = new URLSearchParams(query);
    deeper.set('site', site.code);
    const anchor = name.firstElementChild || name.appendChild(document.createElement('a'));
    anchor.href = `?${deeper}`;
    put(anchor, site.name);
  } else {
    put(name, site.name);
  }
  put(present, `${count.format(headcount.present)} / ${count.format(headcount.expected)}`);
  const progress = bar.firstElementChild;
  progress.max = Math.max(headcount.expected, headcount.present, 1);
  progress.value = headcount.present;
  put(subtree, site.subtree
    ? `${count.format(site.subtree.present)} / ${count.format(site.subtree.expected)}` : '');
  link.className = `link ${site.link.state}`;
  const since = site.link.since ? ` từ ${clock.format(new Date(site.link.since))}` : '';
  put(link, (LINKS[site.link.state] || site.link.state)
    + (site.link.state === 'OFFLINE' ? since : ''));
  put(report, site.report
    ? `${count.format(site.report.counted)}${site.report.current ? '' : ' (cũ)'}` : '');
  put(last, site.lastAt ? clock.format(new Date(site.lastAt)) : '');
  row.classList.toggle('changed', isNew);
  if (isNew) {
    clearTimeout(row.fade);
    row.fade = setTimeout(() => row.classList.remove('changed'), 1500);
  }
}

function age() {
  if (!asOf || $('board').hidden) {
    return;
  }
  put($('as-of'), `Số liệu lúc ${clock.format(asOf)}`);
  const silent = Date.now() - heardAt;
  const stale = silent > STALE_AFTER;
  if (stale) {
    notice(`Mất kết nối: số liệu đã cũ ${Math.round(silent / 1000)} giây. Đang kết nối lại…`);
  } else if (document.body.classList.contains('stale')) {
    notice('');
  }
  document.body.classList.toggle('stale', stale);
}

setInterval(age, 1000);

async function begin() {
  try {
    await start();
  } catch {
    notice('Không kết nối được máy chủ. Đang thử lại…');
    setTimeout(begin, FASTEST_RECONNECT + Math.random() * SLOWEST_RECONNECT);
  }
}

// another pass opened in the same tab
addEventListener('hashchange', () => location.hash.length > 1 && location.reload());

begin();
