// Who may sign in, and what for.

import { html, nothing } from '../shared/view.js';
import { getAll, patch, post } from '../shared/api.js';
import { notice } from '../shared/dialog.js';
import { t } from '../shared/i18n.js';
import { formDialog, question } from './forms.js';
import { Loading } from './loading.js';
import { Page } from './page.js';
import { button, mark, moment, table } from './parts.js';
import { session } from './session.js';

const ROLES = ['ORGANIZER', 'VIEWER'];

customElements.define('admin-users', class extends Page {
  constructor() {
    super();
    this.list = new Loading(this, async () => {
      const [users, conferences] = await Promise.all([getAll('/users'), getAll('/conferences')]);
      return { users: users.items, conferences: conferences.items };
    });
    this.list.run();
  }

  get heading() {
    return t('admin.nav.users');
  }

  lead() {
    return html`<p class="quiet-text">${t('admin.users.lead')}</p>`;
  }

  actions() {
    return button('person-plus', t('admin.user.new'), () => this.make(), { kind: 'primary', disabled: !this.list.value });
  }

  conferenceField(user) {
    return {
      name: 'conferences', type: 'checks', label: t('admin.user.conferences'), hint: t('admin.user.conferencesHint'),
      value: (user?.conferences ?? []).map(String),
      options: this.list.value.conferences.map(({ id, title }) => ({ value: String(id), text: title })),
    };
  }

  roleField(user) {
    return {
      name: 'role', label: t('admin.user.role'), type: 'select', value: user?.role ?? 'VIEWER', hint: t('admin.user.roleHint'),
      options: ROLES.map(value => ({ value, text: t(`admin.role.${value}`) })),
    };
  }

  passwordField() {
    return { name: 'password', label: t('password'), type: 'password', required: true, autocomplete: 'new-password' };
  }

  async make() {
    const made = await formDialog({
      title: t('admin.user.new'),
      fields: [
        { name: 'username', label: t('username'), required: true, autocapitalize: 'none', maxlength: 100 },
        this.passwordField(), this.roleField(), this.conferenceField(),
      ],
      action: t('admin.user.make'),
      submit: values => post('/users', { ...values, conferences: values.conferences.map(Number) }),
    });
    await this.then(made, 'admin.user.made');
  }

  async edit(user) {
    await this.then(await formDialog({
      title: t('admin.user.edit', { name: user.username }),
      fields: [this.roleField(user), this.conferenceField(user)],
      action: t('save'),
      submit: values => patch(`/users/${user.id}`, { ...values, conferences: values.conferences.map(Number) }),
    }), 'admin.user.saved');
  }

  async changePassword(user) {
    await this.then(await formDialog({
      title: t('admin.user.password.title', { name: user.username }),
      intro: html`<p>${t('admin.user.password.text')}</p>`,
      fields: [this.passwordField()],
      action: t('admin.user.password'),
      submit: ({ password }) => patch(`/users/${user.id}`, { password }),
    }), 'admin.user.password.done');
  }

  async disable(user) {
    const key = user.disabled ? 'enable' : 'disable';
    await this.then(await question({
      title: t(`admin.user.${key}.title`, { name: user.username }),
      body: t(`admin.user.${key}.text`),
      action: t(`admin.user.${key}`),
      danger: !user.disabled,
      work: () => patch(`/users/${user.id}`, { disabled: !user.disabled }),
    }), `admin.user.${key}.done`);
  }

  async then(user, done) {
    if (user) {
      notice(t(done, { name: user.username }));
      await this.list.run();
    }
  }

  content() {
    return this.list.draw(({ users, conferences }) => {
      const titles = new Map(conferences.map(({ id, title }) => [id, title]));
      const named = (action, user) => `${action}: ${user.username}`;
      return table({
        label: t('admin.nav.users'), rows: users, busy: this.list.busy, columns: [
          { label: t('username'), main: true, cell: user => html`<strong>${user.username}</strong>${user.id === session.me.id ? html` ${mark('person', 'info', t('admin.user.you'))}` : nothing}` },
          { label: t('admin.user.role'), cell: user => t(`admin.role.${user.role}`) },
          { label: t('admin.user.conferences'), cell: user => (user.role === 'ORGANIZER' ? t('admin.user.allConferences')
            : user.conferences.map(id => titles.get(id) ?? id).join(', ') || '–') },
          { label: t('admin.field.state'), cell: user => (user.disabled ? mark('lock', 'bad', t('admin.user.disabled')) : mark('check-circle', 'good', t('admin.user.active'))) },
          { label: t('admin.user.createdAt'), cell: user => moment(user.createdAt) },
          {
            label: t('admin.actions'), actions: true, cell: user => html`<div class="row">
              ${button('pencil', t('admin.edit'), () => this.edit(user), { kind: 'small quiet', label: named(t('admin.edit'), user) })}
              ${button('key', t('admin.user.password'), () => this.changePassword(user), { kind: 'small quiet', label: named(t('admin.user.password'), user) })}
              ${user.id === session.me.id ? nothing : button(user.disabled ? 'unlock' : 'lock', t(`admin.user.${user.disabled ? 'enable' : 'disable'}`),
                () => this.disable(user), { kind: 'small quiet', label: named(t(`admin.user.${user.disabled ? 'enable' : 'disable'}`), user) })}</div>`,
          },
        ],
      });
    });
  }
});
