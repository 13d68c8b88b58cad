# Empties the database and loads a backup into it; touches nothing unless the file is there and whole.
set -euo pipefail
. "$(dirname "$0")/connection.sh"
cd /backup
if [ ! -f "$FILE" ]; then
  echo "FILE is \"$FILE\": give one of these" >&2
  ls -l >&2
  exit 1
fi
# a dump's last line says that it is whole
last=$(gzip -dc "$FILE" | tail -n 1)
case $last in
  "-- Dump completed"*) ;;
  *) echo "$FILE is not whole" >&2; exit 1 ;;
esac
mysql "${database[@]}" --user=rollcall_owner --execute="DROP DATABASE IF EXISTS \`$DATABASE\`;
  CREATE DATABASE \`$DATABASE\` CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"
gzip -dc "$FILE" | mysql "${database[@]}" --user=rollcall_owner "$DATABASE"
echo "$FILE is loaded"
