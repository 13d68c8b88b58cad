-- Who may do what: users, what they hold, and what was refused. Outside the log; other servers read it every second.
--
-- A token is 256 random bits and is kept as its SHA-256 only: whoever reads these tables can sign in with none of it.

CREATE TABLE user_account (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username      VARCHAR(100) NOT NULL UNIQUE,
  password_hash VARCHAR(255) NOT NULL,
  role          VARCHAR(9)   NOT NULL,
  disabled      BOOLEAN      NOT NULL,
  created_at    DATETIME(6)  NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE user_conference (
  user_id       BIGINT NOT NULL,
  conference_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, conference_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE login_token (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token_hash BINARY(32)  NOT NULL UNIQUE,
  user_id    BIGINT      NOT NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  revoked_at DATETIME(6) NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX login_token_user ON login_token (user_id);
CREATE INDEX login_token_revoked ON login_token (revoked_at);
CREATE INDEX login_token_expires ON login_token (expires_at);

-- An address from which a user signed in before is not slowed down for him. Hashed: nobody needs to read it.
CREATE TABLE login_address (
  user_id      BIGINT      NOT NULL,
  address_hash BINARY(32)  NOT NULL,
  last_used_at DATETIME(6) NOT NULL,
  PRIMARY KEY (user_id, address_hash)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

-- A pass without a site is a board pass. Passes are revoked and not deleted: the log names them.
CREATE TABLE site_pass (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  conference_id BIGINT       NOT NULL,
  site          VARCHAR(64)  NULL,
  label         VARCHAR(200) NULL,
  token_hash    BINARY(32)   NOT NULL UNIQUE,
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NULL,
  revoked_at    DATETIME(6)  NULL,
  last_seen_at  DATETIME(6)  NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX site_pass_site ON site_pass (conference_id, site);
CREATE INDEX site_pass_revoked ON site_pass (revoked_at);
CREATE INDEX site_pass_seen ON site_pass (last_seen_at);

-- What was refused or asked back, for some days: codes only, and written aside from the answer.
CREATE TABLE attempt (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  conference_id BIGINT      NOT NULL,
  site          VARCHAR(64) NULL,
  sent_by       VARCHAR(32) NOT NULL,
  command_type  VARCHAR(12) NOT NULL,
  reason        VARCHAR(20) NOT NULL,
  delegate      VARCHAR(64) NULL,
  attempted_at  DATETIME(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE INDEX attempt_at ON attempt (attempted_at);
