// What can be told of a file before it is sent.

import { t } from '../shared/i18n.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The type under which the server reads it. */
export const typeOf = file => (/\.xlsx$/i.test(file.name) ? XLSX : 'text/csv');

const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/** Why a file cannot be a table, in words; null where it may be one. */
export async function refusal(file) {
  if (!file.size) {
    return t('admin.import.emptyFile');
  }
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  } catch {
    // moved, or open elsewhere, since it was chosen
    return t('admin.import.unreadable');
  }
  const begins = bytes => bytes.every((byte, i) => head[i] === byte);
  if (begins(OLD_WORKBOOK)) {
    return t('admin.import.oldWorkbook');
  }
  const workbook = typeOf(file) === XLSX;
  if (workbook && !begins(ZIP)) {
    return t('admin.import.noWorkbook');
  }
  if (!workbook && begins(ZIP)) {
    return t('admin.import.noCsv');
  }
  return null;
}
