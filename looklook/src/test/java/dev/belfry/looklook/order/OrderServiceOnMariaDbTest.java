package dev.belfry.looklook.order;

import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.db.MariaDb;

class OrderServiceOnMariaDbTest extends OrderServiceTest {
  @Override
  DbConf dataSource() {
    return DbConf.of(MariaDb.newDataSource());
  }
}
