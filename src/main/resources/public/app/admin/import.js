// Brings in a table of sites or delegates: choose a file, see what it would change, confirm, watch it happen.

import { html, icon, nothing } from '../shared/view.js';
import { Problem } from '../shared/api.js';
import { describe } from '../shared/dialog.js';
import { number, onLanguage, t } from '../shared/i18n.js';
import { changeTable, faultTable, isHeadless, STEP } from './import-tables.js';
import { COLUMNS, sample } from './import-columns.js';
import { refusal, typeOf } from './import-file.js';
import { running, runImport, watchImport } from './import-job.js';
import { Page } from './page.js';
import { isOver } from './session.js';
import { banner, button, figure, link } from './parts.js';
import { href } from './router.js';

customElements.define('admin-import', class extends Page {
  static properties = {
    file: { state: true },
    step: { state: true },
    progress: { state: true },
    preview: { state: true },
    problem: { state: true },
    result: { state: true },
    dragged: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    this.startOver();
  }

  startOver() {
    /** choose → checking → preview or refused → importing → done */
    this.step = 'choose';
    this.file = null;
    this.preview = null;
    this.problem = null;
    this.result = null;
    this.progress = null;
    this.dragged = false;
    this.shown = STEP;
    this.stop = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forgetProblemLanguage = onLanguage(() => {
      if (this.problem?.error instanceof Problem) {
        this.again();
      }
    });
    this.resume();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forgetProblemLanguage();
    this.stop?.abort();
  }

  get kind() {
    return this.route.params.kind === 'sites' ? 'sites' : 'delegates';
  }

  get heading() {
    return t(`admin.import.${this.kind}`);
  }

  lead() {
    return html`<p><a href=${href(this.kind, { c: this.conference.id })}>${t(`admin.nav.${this.kind}`)}</a> › ${t('admin.import.open')}</p>`;
  }

  async choose(file) {
    this.startOver();
    this.file = file;
    const refused = await refusal(file);
    if (refused) {
      this.problem = { refused };
      this.step = 'refused';
      return;
    }
    await this.check();
  }

  async check() {
    this.problem = null;
    await this.run('checking', true, answer => {
      this.preview = answer;
      this.step = 'preview';
    });
  }

  async confirm() {
    const { name, size } = this.file;
    await this.run('importing', false, answer => this.finish(answer), id => running.set(this.conference.id, this.kind, { id, name, size }));
  }

  finish(answer) {
    this.result = answer;
    this.step = 'done';
  }

  /** An import that one went away from goes on at the server, and is watched again. */
  async resume() {
    const job = running.get(this.conference.id, this.kind);
    if (!job) {
      return;
    }
    this.startOver();
    this.file = { name: job.name, size: job.size };
    await this.watch('importing', answer => this.finish(answer),
      told => {
        told.tell({ sent: 1 });
        return watchImport({ path: `${this.base}/imports/${encodeURIComponent(job.id)}`, ...told });
      });
  }

  /** What can be tried again: to hear of an import that may go on, or to check the file. */
  again() {
    if (running.get(this.conference.id, this.kind)) {
      this.resume();
    } else if (this.file instanceof File) {
      this.check();
    }
  }

  run(step, dryRun, then, started) {
    return this.watch(step, then, told => runImport({
      path: `${this.base}/imports`,
      kind: this.kind,
      file: this.file,
      type: typeOf(this.file),
      dryRun,
      started,
      ...told,
    }));
  }

  async watch(step, then, work) {
    this.step = step;
    this.progress = { sent: 0 };
    const { signal } = this.stop = new AbortController();
    try {
      const answer = await work({ signal, tell: progress => { this.progress = progress; } });
      signal.throwIfAborted?.();
      running.forget(this.conference.id, this.kind);
      then(answer);
    } catch (e) {
      if (e.name === 'AbortError' || isOver(e)) {
        return;
      }
      if (e.hasEnded || (e instanceof Problem && e.status < 500)) {
        running.forget(this.conference.id, this.kind);
        if (e.status === 404 && !(this.file instanceof File)) {
          // ended long ago: nobody knows of it any more
          this.startOver();
          return;
        }
      }
      this.problem = { error: e, importing: step === 'importing' };
      this.step = 'refused';
    }
    await this.updateComplete;
    this.querySelector('.import-step h2')?.focus();
  }

  content() {
    const step = {
      choose: () => this.chooser(),
      checking: () => this.working(t('admin.import.checking')),
      preview: () => this.changes(),
      refused: () => this.refused(),
      importing: () => this.working(t('admin.import.importing')),
      done: () => this.done(),
    }[this.step];
    return html`<div class="import-step stack">${step()}</div>`;
  }

  chooser() {
    return html`
      <div class="drop card ${this.dragged ? 'over' : ''}"
        @dragover=${event => { event.preventDefault(); this.dragged = true; }}
        @dragleave=${() => { this.dragged = false; }}
        @drop=${event => {
          event.preventDefault();
          this.dragged = false;
          if (event.dataTransfer.files.length) {
            this.choose(event.dataTransfer.files[0]);
          }
        }}>
        ${icon('file-earmark-spreadsheet')}
        <label class="button primary file-choice">${icon('upload')}<span>${t('admin.import.file')}</span>
          <input type="file" class="hidden-label" accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            @change=${event => event.target.files.length && this.choose(event.target.files[0])}></label>
        <p class="quiet-text">${t('admin.import.drop')}</p>
      </div>
      <section class="card" aria-labelledby="columns">
        <div class="row spread"><h2 id="columns">${t('admin.import.columns')}</h2>
          ${button('download', t('admin.import.sample'), () => sample(this.kind), { kind: 'small' })}</div>
        <p>${t('admin.import.columnsText')}</p>
        <div class="table-frame" role="region" tabindex="0" aria-labelledby="columns"><table>
          <thead><tr><th scope="col">${t('admin.import.header')}</th><th scope="col">${t('admin.import.also')}</th>
            <th scope="col">${t('admin.import.what')}</th></tr></thead>
          <tbody>${COLUMNS[this.kind].map(([name, also, required]) => html`<tr>
            <th scope="row"><span class="code">${name}</span>${required ? html` <span class="must">${t('admin.import.required')}</span>` : nothing}</th>
            <td>${also.join(', ')}</td><td>${t(`admin.import.${this.kind}.${name}`)}</td></tr>`)}</tbody>
        </table></div>
        <p class="quiet-text">${t('admin.import.stt')}</p>
      </section>`;
  }

  fileLine() {
    return html`<p class="file-line">${icon('file-earmark-spreadsheet')}<strong>${this.file.name}</strong>
      <span class="quiet-text">${number(Math.max(1, Math.round(this.file.size / 1024)))} KB</span></p>`;
  }

  /** The upload's progress is known in bytes, the job's in rows. */
  working(title) {
    const { sent = 0, state, rows, done } = this.progress ?? {};
    const ofRows = state && rows ? done / rows : null;
    const told = state ? t(`admin.import.state.${state}`) : sent < 1 ? t('admin.import.sending') : t('admin.import.state.CHECKING');
    return html`<section class="card stack"><h2 tabindex="-1">${title}</h2>${this.fileLine()}
      ${ofRows !== null ? html`<progress max="1" .value=${ofRows} aria-label=${told}></progress>`
        : state || sent >= 1 ? html`<progress aria-label=${told}></progress>`
          : html`<progress max="1" .value=${sent} aria-label=${told}></progress>`}
      <p role="status" class="figures">${told}${rows ? html` · ${t('admin.import.rows', { done: done ?? 0, rows })}` : nothing}</p></section>`;
  }

  changes() {
    const { created, updated, unchanged, changes = [] } = this.preview;
    const some = created + updated > 0;
    return html`<section class="card stack"><h2 tabindex="-1">${t('admin.import.preview')}</h2>${this.fileLine()}
        <dl class="figures-row">${figure(created, t('admin.import.created'), 'good')}${figure(updated, t('admin.import.updated'), 'warn')}
          ${figure(unchanged, t('admin.import.unchanged'))}</dl>
        ${some ? html`<p>${t('admin.import.nothingYet')}</p>` : banner('info', 'info-circle', t('admin.import.noChanges'))}
        <div class="row">
          ${some ? button('check-lg', t('admin.import.confirm', { n: created + updated }), () => this.confirm(), { kind: 'primary' }) : nothing}
          ${button('arrow-left', t('admin.import.other'), () => this.startOver())}
        </div></section>
      ${changes.length ? changeTable({
        changes, total: created + updated, count: this.shown, more: () => { this.shown += STEP; },
      }) : nothing}`;
  }

  refused() {
    const { refused, error, importing } = this.problem;
    const errors = error?.errors ?? [];
    const isUnknown = importing && mayHaveDone(error);
    const mayBeTried = Boolean(error) && (!error.status || error.status >= 500)
      && (this.file instanceof File || isUnknown);
    const message = refused ? t(`admin.import.${refused}`) : errors.length ? error.message : describe(error);
    return html`<section class="card stack"><h2 tabindex="-1">${t('admin.import.refused')}</h2>${this.file ? this.fileLine() : nothing}
        ${banner('bad', 'exclamation-octagon', html`<p><strong>${message}</strong></p>
          <p>${isUnknown ? t('admin.import.mayGoOn') : t('admin.import.nothingDone')}</p>`, 'alert')}
        ${errors.length && isHeadless(errors, this.kind) ? banner('info', 'lightbulb', t('admin.import.headless')) : nothing}
        <div class="row">
          ${mayBeTried ? button('arrow-clockwise', t('tryAgain'), () => this.again(), { kind: 'primary' }) : nothing}
          ${button('arrow-left', t('admin.import.other'), () => this.startOver(), { kind: mayBeTried ? '' : 'primary' })}
        </div></section>
      ${errors.length ? faultTable(errors, error.errorCount) : nothing}`;
  }

  done() {
    const { created, updated, unchanged } = this.result;
    return html`<section class="card stack"><h2 tabindex="-1">${t('admin.import.done')}</h2>
      ${banner('good', 'check-circle', t(`admin.import.done.${this.kind}`, { created, updated, unchanged }), 'status')}
      <div class="row">
        ${link(this.kind === 'sites' ? 'diagram-3' : 'people', t(`admin.import.see.${this.kind}`), href(this.kind, { c: this.conference.id }), 'primary')}
        ${this.kind === 'sites' ? link('upload', t('admin.import.delegates'), href('import', { c: this.conference.id, kind: 'delegates' }))
          : link('key', t('admin.nav.passes'), href('passes', { c: this.conference.id }))}
        ${button('arrow-left', t('admin.import.other'), () => this.startOver())}
      </div></section>`;
  }
});

/** Whether the server may have done, or be doing, what it did not answer. */
const mayHaveDone = error => !error.hasEnded && !(error instanceof Problem && error.status < 500);
