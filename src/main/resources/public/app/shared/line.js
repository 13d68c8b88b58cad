// A socket that comes back by itself, with the pauses that the protocol asks for.

const GOING_AWAY = 1001;
export const REVOKED = 4401;

const FASTEST = 500;
const SLOWEST = 10_000;
// a handshake that gets no answer hangs for minutes where packets are lost
const HANDSHAKE = 10_000;

/**
 * Keeps a socket open.
 *
 * Callbacks: onFrame(frame), onOpen(), onClose(code, greeted): what was open is gone, or was never open; it answers (or
 * promises) whether to try again.
 */
export class Line {
  constructor(path, callbacks) {
    this.path = path;
    this.callbacks = callbacks;
    this.attempts = 0;
    this.socket = null;
    this.timer = 0;
    this.ended = false;
    this.heardAt = 0;
    this.wake = () => this.hurry();
    // a page that was out of sight may have slept through its pause
    this.look = () => document.hidden || this.hurry();
    // the browser says that there is no network long before a socket notices
    this.sleep = () => this.cut?.();
    addEventListener('online', this.wake);
    addEventListener('offline', this.sleep);
    document.addEventListener('visibilitychange', this.look);
  }

  open() {
    clearTimeout(this.timer);
    this.timer = 0;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const path = typeof this.path === 'function' ? this.path() : this.path;
    const socket = new WebSocket(`${scheme}://${location.host}${path}`, 'rollcall.v1');
    this.socket = socket;
    let greeted = false;
    let over = false;
    const patience = setTimeout(() => close(1006), HANDSHAKE);
    const close = async code => {
      if (over) {
        return;
      }
      over = true;
      clearTimeout(patience);
      socket.close();
      if (this.socket !== socket) {
        return;
      }
      this.socket = null;
      const again = await this.callbacks.onClose(code, greeted);
      if (again && !this.ended && !this.socket && !this.timer) {
        this.timer = setTimeout(() => this.open(), this.pause(code, greeted));
      }
    };
    this.cut = () => close(1006);
    socket.onopen = () => {
      clearTimeout(patience);
      this.callbacks.onOpen?.();
    };
    socket.onmessage = message => {
      // frames of a line that was ended may still be on their way
      if (over || this.socket !== socket) {
        return;
      }
      greeted = true;
      this.attempts = 0;
      this.heardAt = Date.now();
      this.callbacks.onFrame(JSON.parse(message.data));
    };
    socket.onclose = event => close(event.code);
  }

  pause(code, greeted) {
    if (code === GOING_AWAY && greeted) {
      return Math.random() * 2000;
    }
    const most = Math.min(SLOWEST, FASTEST * 2 ** Math.min(this.attempts++, 10));
    return FASTEST + Math.random() * Math.max(0, most - FASTEST);
  }

  /** Tries again now, if it waits to. */
  hurry() {
    if (this.timer) {
      this.attempts = 0;
      this.open();
    }
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  send(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  /** Closes it for good. */
  end() {
    this.ended = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.wake);
    removeEventListener('offline', this.sleep);
    document.removeEventListener('visibilitychange', this.look);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
