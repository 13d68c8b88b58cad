#!/bin/bash
# Read once, when the volume is empty: who may change tables, who serves, and who makes backups.
set -euo pipefail
quoted() { printf "'%s'" "${1//\'/\'\'}"; }
MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --user=root --protocol=socket --init-command="SET sql_mode='NO_BACKSLASH_ESCAPES'" <<SQL
CREATE USER rollcall_owner@'%' IDENTIFIED BY $(quoted "$OWNER_PASSWORD");
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON rollcall.* TO rollcall_owner@'%';
CREATE USER rollcall@'%' IDENTIFIED BY $(quoted "$SERVING_PASSWORD");
GRANT SELECT, INSERT, UPDATE, DELETE ON rollcall.* TO rollcall@'%';
CREATE USER rollcall_backup@'%' IDENTIFIED BY $(quoted "$BACKUP_PASSWORD");
GRANT SELECT, SHOW VIEW, TRIGGER, LOCK TABLES ON rollcall.* TO rollcall_backup@'%';
GRANT RELOAD, REPLICATION CLIENT ON *.* TO rollcall_backup@'%';
SQL
