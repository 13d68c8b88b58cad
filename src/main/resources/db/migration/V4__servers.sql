-- Which servers run, and which of them hears a pass. Written by each server for itself, read by the others every second.
--
-- A server vouches for the passes that it holds by heard_at alone, so that a pass is written when it comes and goes and not each
-- time it is heard. Times of this kind are the database's, so that servers' clocks need not agree.

CREATE TABLE server (
  id         CHAR(36)    NOT NULL PRIMARY KEY,
  started_at DATETIME(6) NOT NULL,
  heard_at   DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- held_by may name a server that is gone; then nobody holds the pass. changed_at is kept by the database, for versions too that do
-- not know of it.
ALTER TABLE site_pass ADD COLUMN held_by CHAR(36) NULL;
ALTER TABLE site_pass ADD COLUMN changed_at DATETIME(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6);

CREATE INDEX site_pass_changed ON site_pass (changed_at);
