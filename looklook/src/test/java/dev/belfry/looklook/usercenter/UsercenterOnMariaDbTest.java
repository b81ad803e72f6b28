package dev.belfry.looklook.usercenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.db.MariaDb;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.service.ServiceGroup;
import org.junit.jupiter.api.Test;

class UsercenterOnMariaDbTest {
  private static final String ANN = "{\"mobile\":\"13800000001\",\"password\":\"bell-tower\"}";

  @Test
  void registerTwiceAndLogin_behaveAsOnH2() throws Exception {
    var usercenter =
        new Usercenter(
            DbConf.of(MariaDb.newDataSource()),
            new JwtAuthConf("0123456789abcdef0123456789abcdef", 60));
    var http =
        HttpServer.builder("usercenter-api", HttpConf.of("127.0.0.1", 0))
            .routes(usercenter.routes())
            .build();
    var group = ServiceGroup.of(usercenter.database(), http);
    group.start();
    try {
      var api = new Api(http.port());
      assertThat(api.post("/usercenter/v1/user/register", ANN).status()).isEqualTo(200);
      assertThat(api.post("/usercenter/v1/user/register", ANN).msg())
          .isEqualTo("mobile 13800000001 is registered already");
      assertThat(api.post("/usercenter/v1/user/login", ANN).status()).isEqualTo(200);
    } finally {
      group.stop();
    }
  }
}
