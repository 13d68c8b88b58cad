// What can be told of a file before it is sent.

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The type under which the server reads it. */
export const typeOf = file => (/\.xlsx$/i.test(file.name) ? XLSX : 'text/csv');

const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/** Why a file cannot be a table, as the end of the key of a message; null where it may be one. */
export async function refusal(file) {
  if (!file.size) {
    return 'emptyFile';
  }
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  } catch {
    // moved, or open elsewhere, since it was chosen
    return 'unreadable';
  }
  const begins = bytes => bytes.every((byte, i) => head[i] === byte);
  if (begins(OLD_WORKBOOK)) {
    return 'oldWorkbook';
  }
  const workbook = typeOf(file) === XLSX;
  if (workbook && !begins(ZIP)) {
    return 'noWorkbook';
  }
  if (!workbook && begins(ZIP)) {
    return 'noCsv';
  }
  return null;
}
