package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.db.MariaDb;

class PaymentServiceOnMariaDbTest extends PaymentServiceTest {
  @Override
  DbConf dataSource() {
    return DbConf.of(MariaDb.newDataSource());
  }
}
