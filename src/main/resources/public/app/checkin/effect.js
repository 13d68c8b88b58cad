// What has waited on a device is recorded in any case, but need not have changed anything: something newer may stand.

const LEADS_TO = {
  'check-in': 'PRESENT',
  'check-out': 'LEFT',
  'walk-in': 'PRESENT',
  substitute: 'PRESENT',
  excuse: 'EXCUSED',
  absent: 'ABSENT',
};

/** Whether a recorded command led to what its sender meant, as far as its answer shows. */
export function tookEffect({ command, before }, { review, outcome, delegate }, site) {
  // online the server asks or refuses instead; and a replay tells of now, not of then
  if (!review || outcome !== 'APPLIED' || !delegate) {
    return true;
  }
  if (command.type === 'undo') {
    return delegate.state === (before?.state ?? 'VOID') || !before;
  }
  return delegate.state === LEADS_TO[command.type] && (command.type !== 'check-in' || delegate.site === site);
}
