// The names behind the log's codes and numbers: of sites, of passes, of users.

import { get, getAll } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { session } from './session.js';

/** Of a nation's conference names are not fetched in advance; codes and numbers must do. */
const MOST = 5000;

export class Names {
  constructor(conference) {
    this.base = `/conferences/${conference.id}`;
    this.sites = new Map();
    this.passes = new Map();
    this.users = new Map();
  }

  async load() {
    await Promise.all([
      this.fetch(`${this.base}/sites`, site => this.sites.set(site.code, site.name)),
      // who sent what is for organizers; others read the numbers
      session.isOrganizer && this.fetch(`${this.base}/passes`, pass => this.passes.set(pass.id, pass)),
      session.isOrganizer && this.fetch(`${this.base}/board-passes`, pass => this.passes.set(pass.id, pass)),
      session.isOrganizer && this.fetch('/users', user => this.users.set(user.id, user.username)),
    ]);
  }

  async fetch(path, keep) {
    const { total } = await get(`${path}?size=1`);
    if (total <= MOST) {
      (await getAll(path)).items.forEach(keep);
    }
  }

  /** A site's name and code. */
  site(code) {
    return this.sites.has(code) ? `${this.sites.get(code)} (${code})` : code;
  }

  /** Who recorded something, such as pass:12. */
  who(by, site) {
    const [kind, id] = by.split(':');
    if (kind === 'user') {
      return this.users.get(Number(id)) ?? (session.me?.id === Number(id) ? session.me.username : t('admin.who.user', { id }));
    }
    if (kind === 'pass') {
      const pass = this.passes.get(Number(id));
      const at = pass?.site ?? site;
      const label = pass?.label || t('admin.who.pass', { id });
      return at ? t('admin.who.passAt', { label, site: this.site(at) }) : label;
    }
    return by;
  }

  /** Those who may have recorded something, as [value, name] for a choice. */
  senders() {
    return [
      ...[...this.users].map(([id, name]) => [`user:${id}`, name]),
      ...[...this.passes.values()].filter(pass => pass.site)
        .map(pass => [`pass:${pass.id}`, `${pass.site} · ${pass.label || t('admin.who.pass', { id: pass.id })}`])
        .sort((a, b) => a[1].localeCompare(b[1])),
    ];
  }
}
