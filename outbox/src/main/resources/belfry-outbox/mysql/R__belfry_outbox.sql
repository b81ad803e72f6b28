-- Tasks and messages that wait to be relayed. The columns are described in docs/outbox.md.
CREATE TABLE IF NOT EXISTS belfry_outbox (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  intent VARCHAR(36) NOT NULL,
  kind SMALLINT NOT NULL,
  slot SMALLINT NOT NULL,
  order_key BIGINT,
  destination VARCHAR(255) NOT NULL,
  entity VARCHAR(255),
  meta LONGTEXT NOT NULL,
  payload LONGBLOB,
  created_at BIGINT NOT NULL,
  state SMALLINT NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at BIGINT NOT NULL DEFAULT 0,
  held_key BIGINT,
  last_error VARCHAR(1000),
  INDEX belfry_outbox_work (kind, state, id),
  INDEX belfry_outbox_held (held_key)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

-- What a relay locks while it relays: each key belongs to one slot.
CREATE TABLE IF NOT EXISTS belfry_outbox_slot (
  slot SMALLINT PRIMARY KEY
) ENGINE = InnoDB;
INSERT IGNORE INTO belfry_outbox_slot VALUES
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15),
  (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31);
