# One consistent state of the database while it is in use, and older files deleted. A file with its final name is complete.
set -euo pipefail
cd /backup
file=rollcall-$(date -u +%Y-%m-%dT%H%M%SZ).sql.gz
rm -f ./*.part
MYSQL_PWD=$PASSWORD mysqldump --host="$HOST" --port="$PORT" --ssl-mode="$SSL_MODE" --user=rollcall_backup \
  --single-transaction --routines=false --no-tablespaces --loose-skip-masking-policies \
  --set-gtid-purged=OFF --source-data=2 "$DATABASE" | gzip >"$file.part"
sync "$file.part"
mv "$file.part" "$file"
find . -maxdepth 1 -name 'rollcall-*.sql.gz' -mtime +"$KEEP_DAYS" -delete
ls -l "$file"
