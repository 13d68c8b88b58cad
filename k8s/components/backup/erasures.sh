# Joins to the list of erasures what the database holds of it, in the lines of GET /api/v1/erasures: codes and no names. The
# list only grows, also where the database is one of an earlier day. Another pod may do the same at once.
set -euo pipefail
. "$(dirname "$0")/connection.sh"
list=/backup/erasures.csv
part=$list.$HOSTNAME.part
trap 'rm -f "$part"' EXIT
touch "$list"
{
  cat "$list"
  # what was ordered only is not erased, and the desk may drop it: each has an event of the log with its id. A line that is
  # in the list once stays there, and would empty names at a restore.
  # A fraction of a second has 3 digits, 6 or none, as Rollcall writes it: so the same line is the same text
  mysql "${database[@]}" --user=rollcall_backup --batch --raw --skip-column-names "$DATABASE" <<'SQL' \
    | sed -E 's/\.000000Z/Z/g; s/(\.[0-9]{3})000Z/\1Z/g'
SELECT CONCAT_WS(',', BIN_TO_UUID(e.id), e.conference_id, DATE_FORMAT(c.created_at, '%Y-%m-%dT%H:%i:%s.%fZ'),
  COALESCE(e.delegate, ''), COALESCE(e.person, ''), DATE_FORMAT(e.erased_at, '%Y-%m-%dT%H:%i:%s.%fZ'))
FROM erasure e JOIN conference c ON c.id = e.conference_id
WHERE EXISTS (SELECT 1 FROM attendance_event a WHERE a.conference_id = e.conference_id AND a.command_id = e.id)
SQL
} | LC_ALL=C sort -u >"$part"
sync "$part"
mv "$part" "$list"
ls -l "$list"
