-- Runs on H2, MySQL and MariaDB. Money is in fen.
create table third_payment (
  id bigint not null auto_increment primary key,
  create_time datetime(3) not null,
  update_time datetime(3) not null,
  delete_time datetime(3) null,
  del_state tinyint not null default 0,
  version bigint not null default 0,
  sn char(25) not null,
  user_id bigint not null,
  pay_mode varchar(20) not null,
  trade_type varchar(20) not null default '',
  trade_state varchar(20) not null default '',
  pay_total bigint not null,
  transaction_id varchar(32) not null default '',
  trade_state_desc varchar(256) not null default '',
  order_sn char(25) not null,
  service_type varchar(32) not null,
  pay_status tinyint not null default 0,
  pay_time datetime(3) null,
  -- The order while this payment waits for money: an order has at most one open payment.
  open_order_sn char(25) null,
  -- The order that this payment paid: an order is paid once, any other success is refunded.
  settled_order_sn char(25) null
);

create unique index uk_third_payment_sn on third_payment (sn);
create unique index uk_third_payment_open on third_payment (open_order_sn);
create unique index uk_third_payment_settled on third_payment (settled_order_sn);
create index ix_third_payment_order on third_payment (order_sn, id);

-- One row for each change of a payment, and one for each report that was refused.
create table third_payment_history (
  id bigint not null auto_increment primary key,
  create_time datetime(3) not null,
  payment_sn char(25) not null,
  from_status tinyint null,
  to_status tinyint not null,
  trade_state varchar(20) not null,
  note varchar(256) not null
);

create index ix_third_payment_history_sn on third_payment_history (payment_sn, id);

-- Money that must go back. A payment is refunded once.
create table third_payment_refund (
  id bigint not null auto_increment primary key,
  create_time datetime(3) not null,
  update_time datetime(3) not null,
  version bigint not null default 0,
  sn char(25) not null,
  payment_sn char(25) not null,
  order_sn char(25) not null,
  user_id bigint not null,
  amount bigint not null,
  reason varchar(32) not null,
  -- 1 due, 2 asked for at the provider, 3 done
  refund_status tinyint not null default 1,
  attempts int not null default 0,
  provider_refund_id varchar(64) not null default '',
  last_error varchar(256) not null default ''
);

create unique index uk_third_payment_refund_sn on third_payment_refund (sn);
create unique index uk_third_payment_refund_payment on third_payment_refund (payment_sn);
create index ix_third_payment_refund_order on third_payment_refund (order_sn, id);
create index ix_third_payment_refund_due on third_payment_refund (refund_status, id);
