-- Runs on H2 (MySQL mode), MySQL and MariaDB alike.
CREATE TABLE `user` (
  id bigint NOT NULL AUTO_INCREMENT,
  create_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  update_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  delete_time datetime NULL,
  del_state tinyint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  mobile varchar(11) NOT NULL DEFAULT '',
  password varchar(255) NOT NULL DEFAULT '', -- scheme$rounds$salt$hash; empty: no login by password
  nickname varchar(255) NOT NULL DEFAULT '',
  sex tinyint NOT NULL DEFAULT 0, -- 0 not said, 1 male, 2 female
  avatar varchar(255) NOT NULL DEFAULT '',
  info varchar(255) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  CONSTRAINT user_mobile UNIQUE (mobile)
);

CREATE TABLE user_auth (
  id bigint NOT NULL AUTO_INCREMENT,
  create_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  update_time datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  delete_time datetime NULL,
  del_state tinyint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  user_id bigint NOT NULL DEFAULT 0,
  auth_key varchar(64) NOT NULL DEFAULT '', -- the mobile, or the open id of WeChat
  auth_type varchar(12) NOT NULL DEFAULT '', -- system, wxMini
  PRIMARY KEY (id),
  CONSTRAINT user_auth_type_key UNIQUE (auth_type, auth_key),
  CONSTRAINT user_auth_user_type UNIQUE (user_id, auth_type)
);
