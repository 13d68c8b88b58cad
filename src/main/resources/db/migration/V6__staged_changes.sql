-- Which changes have rows staged, and since when: written with the first of the rows, so that rows whose server died before
-- its event can be found without looking through all versions. A change older than a day needs no row here any more.

CREATE TABLE staged_change (
  change_id     BINARY(16)  NOT NULL PRIMARY KEY,
  conference_id BIGINT      NOT NULL,
  staged_at     DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX staged_change_staged ON staged_change (staged_at);
