-- Runs on H2 (MySQL mode), MySQL and MariaDB alike. Prices are in fen.
CREATE TABLE homestay_business (
  id bigint NOT NULL AUTO_INCREMENT,
  create_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  update_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  delete_time datetime NULL,
  del_state tinyint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  title varchar(32) NOT NULL DEFAULT '',
  user_id bigint NOT NULL DEFAULT 0,
  info varchar(128) NOT NULL DEFAULT '',
  boss_info varchar(128) NOT NULL DEFAULT '',
  license_fron varchar(256) NOT NULL DEFAULT '',
  license_back varchar(256) NOT NULL DEFAULT '',
  row_state tinyint NOT NULL DEFAULT 0, -- 0 closed, 1 open
  star double NOT NULL DEFAULT 0,
  tags varchar(32) NOT NULL DEFAULT '',
  cover varchar(1024) NOT NULL DEFAULT '',
  header_img varchar(1024) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  CONSTRAINT homestay_business_user UNIQUE (user_id)
);

CREATE TABLE homestay (
  id bigint NOT NULL AUTO_INCREMENT,
  create_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  update_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  delete_time datetime NULL,
  del_state tinyint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  title varchar(32) NOT NULL DEFAULT '',
  sub_title varchar(128) NOT NULL DEFAULT '',
  banner varchar(4096) NOT NULL DEFAULT '', -- comma list of pictures, the first is the cover
  info varchar(4069) NOT NULL DEFAULT '',
  people_num tinyint NOT NULL DEFAULT 0,
  homestay_business_id bigint NOT NULL DEFAULT 0,
  user_id bigint NOT NULL DEFAULT 0,
  row_state tinyint NOT NULL DEFAULT 0, -- 0 off the shelf, 1 on
  row_type tinyint NOT NULL DEFAULT 0, -- 0 by room, 1 by person
  food_info varchar(2048) NOT NULL DEFAULT '',
  food_price bigint NOT NULL DEFAULT 0,
  homestay_price bigint NOT NULL DEFAULT 0,
  market_homestay_price bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
);
