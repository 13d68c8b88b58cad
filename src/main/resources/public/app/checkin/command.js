// Commands, made at the tap: each with its id for ever, and with the time at which it happened.

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** A UUID of version 7: ids of one device sort as they were made. */
export function uuid(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) {
    bytes[i] = rest % 256;
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map(byte => HEX[byte]).join('');
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

/** The canonical form of a code that was typed or scanned; null if it is none. */
export function canonical(text) {
  const code = text.normalize('NFC').trim().toUpperCase();
  return /^[\p{L}\p{M}\p{Nd}._~-]{1,64}$/u.test(code) ? code : null;
}

/** Whom a command concerns: the next about the same one waits for its answer. */
export function subjects(command, undone) {
  const subject = undone?.subjects ?? [];
  return [...subject, command.delegate, command.person?.code, command.undoes ?? command.id].filter(Boolean);
}
