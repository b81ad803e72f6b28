-- Runs on H2, MySQL and MariaDB. Money is in fen.
create table homestay_order (
  id bigint not null auto_increment primary key,
  create_time datetime(3) not null,
  update_time datetime(3) not null,
  delete_time datetime(3) null,
  del_state tinyint not null default 0,
  version bigint not null default 0,
  sn char(25) not null,
  user_id bigint not null,
  homestay_id bigint not null,
  title varchar(32) not null,
  sub_title varchar(128) not null,
  cover varchar(4096) not null,
  info varchar(4069) not null,
  people_num tinyint not null,
  row_type tinyint not null,
  need_food tinyint not null,
  food_info varchar(2048) not null,
  food_price bigint not null,
  homestay_price bigint not null,
  market_homestay_price bigint not null,
  homestay_business_id bigint not null,
  homestay_user_id bigint not null,
  live_start_date date not null,
  live_end_date date not null,
  live_people_num tinyint not null,
  trade_state tinyint not null default 0,
  trade_code char(8) not null,
  remark varchar(64) not null,
  order_total_price bigint not null,
  food_total_price bigint not null,
  homestay_total_price bigint not null,
  -- 1: money came after the order was closed and goes back, see the payment service.
  paid_after_close tinyint not null default 0
);

create unique index uk_homestay_order_sn on homestay_order (sn);
-- A customer's list, newest first.
create index ix_homestay_order_user on homestay_order (user_id, id);
-- What is overdue in a state.
create index ix_homestay_order_state on homestay_order (trade_state, create_time);

-- One row for each version of an order: who asks why an order is closed finds the answer here.
create table homestay_order_history (
  id bigint not null auto_increment primary key,
  create_time datetime(3) not null,
  order_id bigint not null,
  sn char(25) not null,
  version bigint not null,
  from_state tinyint null,
  to_state tinyint not null,
  note varchar(128) not null
);

create unique index uk_homestay_order_history_version on homestay_order_history (order_id, version);
create index ix_homestay_order_history_sn on homestay_order_history (sn);
