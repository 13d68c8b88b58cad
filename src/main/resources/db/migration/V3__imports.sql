-- Imports that go on after their call was answered, so that any server can tell how far one is. Outside the log: what an
-- import changed stands there. The texts are JSON, as the API shows them or, for a problem, before it is put into a language.

CREATE TABLE import_job (
  id            BINARY(16)  NOT NULL PRIMARY KEY,
  conference_id BIGINT      NOT NULL,
  kind          VARCHAR(9)  NOT NULL,
  state         VARCHAR(8)  NOT NULL,
  dry_run       BOOLEAN     NOT NULL,
  rows_read     INT         NOT NULL,
  done          INT         NOT NULL,
  result        MEDIUMTEXT  NULL,
  problem       MEDIUMTEXT  NULL,
  started_by    VARCHAR(32) NOT NULL,
  started_at    DATETIME(6) NOT NULL,
  heard_at      DATETIME(6) NOT NULL,
  ended_at      DATETIME(6) NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX import_job_heard ON import_job (heard_at);
