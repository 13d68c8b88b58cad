# One consistent state of the database while it is in use, and older files deleted. A file with its final name is complete.
set -euo pipefail
. "$(dirname "$0")/connection.sh"
cd /backup
file=rollcall-$(date -u +%Y-%m-%dT%H%M%SZ).sql.gz
rm -f ./rollcall-*.part
# no locks in the file: whoever restores it may have no right to them, and is alone
mysqldump "${database[@]}" --user=rollcall_backup \
  --single-transaction --routines=false --no-tablespaces --loose-skip-masking-policies \
  --set-gtid-purged=OFF --source-data=2 --skip-add-locks "$DATABASE" | gzip >"$file.part"
sync "$file.part"
mv "$file.part" "$file"
find . -maxdepth 1 -name 'rollcall-*.sql.gz' -mtime +"$KEEP_DAYS" -delete
ls -l "$file"
bash "$(dirname "$0")/erasures.sh"
