-- Whose personal data were erased, on demand or because a conference's time is over. One row is the order, written before
-- anything is done; the change that an event of the log with its id makes visible, as with registered rows; and, once
-- everything is emptied, the mark that it is done. It holds codes and no names: read out beside the backups it tells,
-- after a restore, what is to be erased again.

CREATE TABLE erasure (
  id            BINARY(16)   NOT NULL PRIMARY KEY,
  conference_id BIGINT       NOT NULL,
  delegate      VARCHAR(64)  NULL,
  person        VARCHAR(36)  NULL,
  reason        VARCHAR(500) NULL,
  asked_by      VARCHAR(32)  NOT NULL,
  erased_at     DATETIME(6)  NOT NULL,
  completed_at  DATETIME(6)  NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX erasure_conference ON erasure (conference_id);

-- For how many days after its closing a conference keeps personal data; for ever where nothing is said.
ALTER TABLE conference ADD COLUMN retention_days INT NULL;
