// Addresses of the page's views: #/conferences/1/delegates?site=CL-07. The back button and bookmarks work by them.

const ROUTES = {
  conferences: '/conferences',
  users: '/users',
  overview: '/conferences/:c',
  sites: '/conferences/:c/sites',
  delegates: '/conferences/:c/delegates',
  delegate: '/conferences/:c/delegates/:code',
  import: '/conferences/:c/import/:kind',
  rollCalls: '/conferences/:c/roll-calls',
  passes: '/conferences/:c/passes',
  sheets: '/conferences/:c/passes/sheets',
  print: '/conferences/:c/print',
  badges: '/conferences/:c/print/badges',
  lists: '/conferences/:c/print/lists',
  log: '/conferences/:c/log',
  reviews: '/conferences/:c/reviews',
};

const patterns = Object.entries(ROUTES).map(([name, path]) => ({
  name,
  names: [...path.matchAll(/:(\w+)/g)].map(found => found[1]),
  pattern: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`),
}));

/** The route that the address names: {name, path, params, query}; name is null where there is no such view. */
export function route() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const clean = path.replace(/\/+$/, '') || '/conferences';
  for (const { name, names, pattern } of patterns) {
    const found = clean.match(pattern);
    if (found) {
      const params = Object.fromEntries(names.map((key, i) => [key, decode(found[i + 1])]));
      return { name, path: clean, params, query: new URLSearchParams(query) };
    }
  }
  return { name: null, path: clean, params: {}, query: new URLSearchParams(query) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a view, such as href('delegate', {c: 1, code: 'DB-0001'}). What is empty in the query is left out. */
export function href(name, params = {}, query = {}) {
  const path = ROUTES[name].replace(/:(\w+)/g, (_, key) => encodeURIComponent(params[key]));
  const given = Object.entries(query).filter(([, value]) => value !== '' && value != null);
  return `#${path}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
}

export function go(address) {
  location.hash = address;
}

/**
 * Keeps what is filtered in the address, without a step of the back button for each letter typed. Nobody is told: the
 * view that filters knows already.
 */
export function rewrite(address) {
  history.replaceState(null, '', address);
}
