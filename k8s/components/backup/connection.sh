# How the others come to the database, as options of MySQL's clients; the user is their own.
database=(--host="$HOST" --port="$PORT" --ssl-mode="$SSL_MODE" --default-character-set=utf8mb4)
if [ -n "$SSL_CA" ]; then
  database+=(--ssl-ca="$SSL_CA")
fi
export MYSQL_PWD=$PASSWORD
