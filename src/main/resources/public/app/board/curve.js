// How the delegates arrive, minute by minute: a picture, and the same in words.

import { exchange } from '../shared/api.js';
import { number, t, time } from '../shared/i18n.js';
import { html, nothing } from '../shared/view.js';
import { buckets, sumUp } from './arrivals.js';
import { Part } from './part.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

class Curve extends Part {
  static properties = { until: {} };

  constructor() {
    super();
    this.arrivals = null;
    this.tag = null;
    this.redraw = () => {
      this.drawnKey = null;
      this.requestUpdate();
    };
  }

  connectedCallback() {
    super.connectedCallback();
    dark.addEventListener('change', this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    dark.removeEventListener('change', this.redraw);
    this.chart?.destroy();
    this.chart = null;
  }

  async load() {
    const { conference, site } = this;
    const query = site ? `?site=${encodeURIComponent(site)}` : '';
    const answer = await exchange('GET', `/conferences/${conference}/arrivals${query}`,
      { headers: this.tag ? { 'If-None-Match': this.tag } : {} });
    if (answer.status !== 304) {
      this.arrivals = answer.body.items;
      this.tag = answer.headers.get('ETag');
    }
  }

  render() {
    const sum = this.arrivals ? sumUp(this.arrivals, this.until) : null;
    this.words = sum ? this.tell(sum) : '';
    return !sum ? this.notYet() : html`
      ${this.mark()}
      <p class="curve-words ${sum.all ? '' : 'quiet-text'}">${this.words}</p>
      ${sum.all ? html`<div class="curve-frame"><canvas role="img" aria-label=${this.words}></canvas></div>` : nothing}`;
  }

  tell({ all, first, last, peak, peakAt, lately }) {
    return all
      ? t('board.curve.words', {
          n: all, from: time(first, this.zone), to: time(last, this.zone),
          peak, at: time(peakAt, this.zone), lately,
        })
      : t('board.curve.none');
  }

  async updated() {
    const canvas = this.querySelector('canvas');
    if (!canvas) {
      this.chart?.destroy();
      this.chart = null;
      return;
    }
    const { points, step } = buckets(this.arrivals, this.until);
    const key = `${document.documentElement.lang} ${dark.matches} ${points.length} ${JSON.stringify(points.at(-1))} ${this.words}`;
    if (key === this.drawnKey) {
      return;
    }
    this.drawnKey = key;
    try {
      await import('chart.js');
    } catch {
      this.drawnKey = null; // no line: the words stand, and the next figures try again
      return;
    }
    if (!canvas.isConnected) {
      return;
    }
    this.draw(canvas, points, step);
  }

  draw(canvas, points, step) {
    const style = getComputedStyle(this);
    const token = name => style.getPropertyValue(name).trim();
    const labels = points.map(point => time(point.at, this.zone));
    const values = points.map(point => point.count);
    this.chart?.destroy();
    this.chart = new globalThis.Chart(canvas, {
      type: 'bar',
      data: {
        labels,
        datasets: [{ data: values, backgroundColor: token('--accent'), borderRadius: 2, barPercentage: 1, categoryPercentage: 0.86, maxBarThickness: 28 }],
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        font: { family: style.fontFamily },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            animation: still.matches ? false : undefined,
            callbacks: {
              label: item => t(step === 1 ? 'board.curve.minute' : 'board.curve.minutes', { n: item.raw, step }),
            },
          },
        },
        scales: {
          x: { ticks: { color: token('--quiet'), maxRotation: 0, autoSkipPadding: 16 }, grid: { display: false }, border: { color: token('--line') } },
          y: {
            beginAtZero: true, grace: '5%',
            ticks: { color: token('--quiet'), precision: 0, maxTicksLimit: 5, callback: value => number(value) },
            grid: { color: token('--line') }, border: { display: false },
          },
        },
      },
    });
  }
}

customElements.define('rollcall-curve', Curve);
