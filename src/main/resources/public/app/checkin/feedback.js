// What is heard and felt of an answer: eyes are on the person, not on the screen.

const TONES = {
  good: [[880, 0, 0.12]],
  wait: [[660, 0, 0.1]],
  warn: [[520, 0, 0.12], [520, 0.18, 0.12]],
  bad: [[220, 0, 0.35]],
};
const SHAKES = { good: 60, wait: 40, warn: [60, 80, 60], bad: 300 };

let audio = null;

/** To be called when the page is touched: browsers make no sound before. */
export function readyToSound() {
  if (!audio && 'AudioContext' in globalThis) {
    audio = new AudioContext();
  }
  audio?.resume();
}

export function feedback(kind) {
  navigator.vibrate?.(SHAKES[kind]);
  if (audio?.state !== 'running') {
    return;
  }
  for (const [pitch, after, length] of TONES[kind]) {
    const start = audio.currentTime + after;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}
