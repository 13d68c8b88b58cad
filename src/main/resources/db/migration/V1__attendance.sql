-- Rollcall's core: the log, and the registered rows that its events make visible.
--
-- The log is the only truth. A registered row (a site, a delegate) is never changed: a change is a new version of the
-- row under a change id, written ahead, and it counts from the moment when one event with that id stands in the log.
-- Codes keep every script and compare byte for byte; they are upper-cased NFC before they come here.

CREATE TABLE conference (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  epoch      BINARY(16)   NOT NULL,
  title      VARCHAR(300) NOT NULL,
  organiser  VARCHAR(300) NOT NULL,
  starts_at  DATETIME(6)  NOT NULL,
  zone       VARCHAR(64)  NOT NULL,
  created_at DATETIME(6)  NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- The head orders the servers: whoever moves it from r to r + n owns the revisions in between.
CREATE TABLE log_head (
  conference_id BIGINT NOT NULL PRIMARY KEY,
  revision      BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- Labels only; the state of a roll call is folded from the log.
CREATE TABLE roll_call (
  conference_id BIGINT       NOT NULL,
  id            INT          NOT NULL,
  title         VARCHAR(300) NOT NULL,
  trial         BOOLEAN      NOT NULL,
  PRIMARY KEY (conference_id, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE attendance_event (
  conference_id     BIGINT      NOT NULL,
  revision          BIGINT      NOT NULL,
  command_id        BINARY(16)  NOT NULL,
  type              VARCHAR(12) NOT NULL,
  roll_call         INT         NULL,
  delegate          VARCHAR(64) NULL,
  site              VARCHAR(64) NULL,
  from_state        VARCHAR(11) NULL,
  from_site         VARCHAR(64) NULL,
  to_state          VARCHAR(11) NULL,
  to_site           VARCHAR(64) NULL,
  person            VARCHAR(64) NULL,
  person_from_state VARCHAR(11) NULL,
  person_from_site  VARCHAR(64) NULL,
  person_to_state   VARCHAR(11) NULL,
  person_to_site    VARCHAR(64) NULL,
  happened_at       DATETIME(6) NOT NULL,
  recorded_at       DATETIME(6) NOT NULL,
  recorded_by       VARCHAR(32) NOT NULL,
  source            VARCHAR(6)  NULL,
  undoes            BINARY(16)  NULL,
  counted           INT         NULL,
  flags             INT         NOT NULL,
  digest            BINARY(16)  NULL,
  PRIMARY KEY (conference_id, revision),
  UNIQUE (conference_id, command_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- What people wrote about an event. Kept apart so that it can be emptied while the log stays as it is.
CREATE TABLE attendance_note (
  conference_id BIGINT       NOT NULL,
  revision      BIGINT       NOT NULL,
  note          VARCHAR(500) NULL,
  PRIMARY KEY (conference_id, revision)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE site_version (
  conference_id BIGINT       NOT NULL,
  change_id     BINARY(16)   NOT NULL,
  code          VARCHAR(64)  NOT NULL,
  name          VARCHAR(200) NOT NULL,
  kind          VARCHAR(6)   NOT NULL,
  parent        VARCHAR(64)  NULL,
  address       VARCHAR(300) NULL,
  seats         INT          NULL,
  contact_name  VARCHAR(200) NULL,
  contact_phone VARCHAR(64)  NULL,
  video_address VARCHAR(500) NULL,
  deleted       BOOLEAN      NOT NULL,
  PRIMARY KEY (conference_id, change_id, code)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE delegate_version (
  conference_id BIGINT       NOT NULL,
  change_id     BINARY(16)   NOT NULL,
  code          VARCHAR(64)  NOT NULL,
  full_name     VARCHAR(200) NOT NULL,
  title         VARCHAR(300) NULL,
  organisation  VARCHAR(300) NULL,
  home_site     VARCHAR(64)  NULL,
  kind          VARCHAR(10)  NOT NULL,
  made_at       VARCHAR(64)  NULL,
  withdrawn     BOOLEAN      NOT NULL,
  deleted       BOOLEAN      NOT NULL,
  PRIMARY KEY (conference_id, change_id, code)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- The settling of contradictions: whoever looked at an event marked for review says what was found.
CREATE TABLE review_settlement (
  conference_id BIGINT       NOT NULL,
  revision      BIGINT       NOT NULL,
  note          VARCHAR(500) NOT NULL,
  settled_by    VARCHAR(32)  NOT NULL,
  settled_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (conference_id, revision)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
