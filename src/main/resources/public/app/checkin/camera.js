// Reads QR codes from the camera, one after the other without a tap in between.

import { html, icon, nothing, View } from '../shared/view.js';
import { t } from '../shared/i18n.js';

const LOOK_EVERY = 120;
const LONGEST_SIDE = 640;
// the same badge is still in view; who shows it again on purpose waits this long
const SAME_AGAIN = 3_000;
const REMEMBERED = 'rollcall.camera';

/** What reads a picture: the browser itself where it can, else the library. */
async function makeReader() {
  if ('BarcodeDetector' in globalThis) {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (formats.includes('qr_code')) {
      const detector = new BarcodeDetector({ formats: ['qr_code'] });
      return async canvas => (await detector.detect(canvas))[0]?.rawValue ?? null;
    }
  }
  await import('zxing');
  const { BinaryBitmap, HTMLCanvasElementLuminanceSource, HybridBinarizer, QRCodeReader } = globalThis.ZXing;
  const reader = new QRCodeReader();
  return async canvas => {
    try {
      return reader.decode(new BinaryBitmap(new HybridBinarizer(new HTMLCanvasElementLuminanceSource(canvas)))).getText();
    } catch {
      return null; // no code in view, or half of one
    }
  };
}

/** `<checkin-camera>`: fires 'scan' with the text of each code, and 'end' when it is closed. */
class Camera extends View {
  static properties = {
    cameras: { state: true }, chosen: { state: true }, torch: { state: true }, torchOn: { state: true }, fault: { state: true },
  };

  constructor() {
    super();
    this.cameras = [];
    this.torch = false;
    this.torchOn = false;
    this.fault = null;
    this.last = { text: null, at: 0 };
  }

  connectedCallback() {
    super.connectedCallback();
    this.running = true;
    // a phone that was put away gives camera and wakefulness back
    this.back = () => document.visibilityState === 'visible' && this.start();
    document.addEventListener('visibilitychange', this.back);
    this.chosen = remembered();
    this.updateComplete.then(() => this.start());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running = false;
    document.removeEventListener('visibilitychange', this.back);
    this.stop();
  }

  async start() {
    this.stop();
    this.fault = null;
    await this.updateComplete;
    try {
      const video = this.chosen ? { deviceId: { exact: this.chosen } } : { facingMode: { ideal: 'environment' } };
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { ...video, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (!this.running) {
        stream.getTracks().forEach(track => track.stop());
        return;
      }
      this.stream = stream;
      const [track] = stream.getVideoTracks();
      this.torch = Boolean(track.getCapabilities?.().torch);
      this.torchOn = false;
      this.cameras = (await navigator.mediaDevices.enumerateDevices()).filter(device => device.kind === 'videoinput');
      this.chosen = track.getSettings().deviceId;
      const picture = this.querySelector('video');
      picture.srcObject = stream;
      await picture.play();
      this.keepAwake();
      this.read ??= await makeReader();
      track.addEventListener('ended', () => this.running && this.start());
      await this.look(picture, document.createElement('canvas'), stream);
    } catch (e) {
      if (this.running) {
        this.fault = e.name === 'NotAllowedError' ? 'refused' : e.name === 'OverconstrainedError' ? 'gone' : 'none';
        remember(null);
      }
    }
  }

  stop() {
    this.stream?.getTracks().forEach(track => track.stop());
    this.stream = null;
    this.awake?.release();
    this.awake = null;
  }

  /** A screen that goes dark between two people would have to be woken for each. */
  async keepAwake() {
    try {
      this.awake = await navigator.wakeLock?.request('screen');
    } catch {
      // low battery: the phone knows better
    }
  }

  async look(video, canvas, stream) {
    while (this.running && this.stream === stream) {
      const began = Date.now();
      if (video.videoWidth) {
        const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
        canvas.width = Math.round(video.videoWidth * scale);
        canvas.height = Math.round(video.videoHeight * scale);
        canvas.getContext('2d', { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
        const text = await this.read(canvas);
        if (text) {
          this.found(text);
        }
      }
      await new Promise(resolve => setTimeout(resolve, Math.max(20, LOOK_EVERY - (Date.now() - began))));
    }
  }

  found(text) {
    const now = Date.now();
    const again = text === this.last.text && now - this.last.at < SAME_AGAIN;
    this.last = { text, at: now };
    if (!again) {
      this.dispatchEvent(new CustomEvent('scan', { detail: text }));
    }
  }

  async switchTorch() {
    const [track] = this.stream?.getVideoTracks() ?? [];
    try {
      await track?.applyConstraints({ advanced: [{ torch: !this.torchOn }] });
      this.torchOn = !this.torchOn;
    } catch {
      this.torch = false;
    }
  }

  choose(id) {
    this.chosen = id;
    remember(id);
    this.start();
  }

  render() {
    return html`<section class="camera" aria-label=${t('checkin.camera')}>
      ${this.fault
        ? html`<p class="banner warn" role="alert">${icon('exclamation-triangle')}<span>${t(`checkin.camera.${this.fault}`)}</span></p>`
        : html`<div class="camera-picture"><video muted playsinline></video><div class="camera-aim" aria-hidden="true"></div></div>
            <p class="quiet-text">${t('checkin.camera.text')}</p>`}
      <div class="row">
        ${this.torch ? html`<button type="button" class="button" aria-pressed=${this.torchOn} @click=${() => this.switchTorch()}>
          ${icon('lightbulb')}<span>${t('checkin.torch')}</span></button>` : nothing}
        ${this.cameras.length > 1 ? html`<label class="camera-choice"><span class="hidden-label">${t('checkin.camera.choose')}</span>
          <select @change=${event => this.choose(event.target.value)}>${this.cameras.map((device, i) => html`
            <option value=${device.deviceId} ?selected=${device.deviceId === this.chosen}>${device.label || t('checkin.camera.number', { n: i + 1 })}</option>`)}
          </select></label>` : nothing}
        ${this.fault ? html`<button type="button" class="button" @click=${() => this.start()}>${icon('arrow-clockwise')}<span>${t('tryAgain')}</span></button>` : nothing}
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event('end'))}>${icon('x-lg')}<span>${t('checkin.camera.close')}</span></button>
      </div>
    </section>`;
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    id ? localStorage.setItem(REMEMBERED, id) : localStorage.removeItem(REMEMBERED);
  } catch {
    // then it is chosen anew next time
  }
}

customElements.define('checkin-camera', Camera);
