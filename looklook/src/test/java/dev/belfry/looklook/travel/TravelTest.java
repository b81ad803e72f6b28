package dev.belfry.looklook.travel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.db.MariaDb;
import dev.belfry.looklook.common.db.TestDb;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.common.http.Api.Reply;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.looklook.travel.rpc.Homestay;
import dev.belfry.looklook.travel.rpc.HomestayDetailReq;
import dev.belfry.looklook.travel.rpc.travelGrpc;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.config.RpcClientConf;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;

class TravelTest {

  @Test
  void onH2_showsTheCatalogue() throws Exception {
    story(TestDb.h2());
  }

  @Test
  void onMariaDb_showsTheCatalogue() throws Exception {
    story(DbConf.of(MariaDb.newDataSource()));
  }

  private static void story(DbConf db) throws Exception {
    var travel = new Travel(db);
    var http =
        HttpServer.builder("travel-api", HttpConf.of("127.0.0.1", 0))
            .routes(travel.routes())
            .build();
    var rpc = RpcServer.builder("travel-rpc", "127.0.0.1:0").service(travel.rpc()).build();
    var client =
        Peers.travel(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + rpc.port()));
    var group = ServiceGroup.of(travel.database(), http, rpc, client);
    group.start();
    try {
      var api = new Api(http.port());

      Reply detail = api.post("/travel/v1/homestay/homestayDetail", "{\"id\":2}");
      assertThat(detail.status()).isEqualTo(200);
      assertThat(detail.data().path("homestay").path("title").asString()).isEqualTo("Garden House");
      assertThat(detail.text()).contains("\"foodPrice\":45.50,\"homestayPrice\":1280.00");

      Reply unknown = api.post("/travel/v1/homestay/homestayDetail", "{\"id\":99}");
      assertThat(unknown.status()).isEqualTo(200);
      assertThat(unknown.data().path("homestay").isNull()).isTrue();

      Reply list = api.post("/travel/v1/homestay/homestayList", "{}");
      assertThat(list.data().path("list"))
          .extracting(node -> node.path("id").asLong())
          .containsExactly(1L, 2L, 3L);
      Reply second = api.post("/travel/v1/homestay/homestayList", "{\"page\":2,\"pageSize\":2}");
      assertThat(second.data().path("list"))
          .extracting(node -> node.path("id").asLong())
          .containsExactly(3L);
      Reply greedy = api.post("/travel/v1/homestay/homestayList", "{\"pageSize\":1000}");
      assertThat(greedy.msg()).isEqualTo("field pageSize must be between 1 and 100");

      assertThat(byRpc(client, 4).getRowState()).isZero();
      assertThat(byRpc(client, 3).getRowType()).isEqualTo(1);
      assertThat(byRpc(client, 99)).isEqualTo(Homestay.getDefaultInstance());
    } finally {
      group.stop();
    }
  }

  private static Homestay byRpc(RpcClient<travelGrpc.travelBlockingStub> client, long id) {
    return client
        .call(stub -> stub.homestayDetail(HomestayDetailReq.newBuilder().setId(id).build()))
        .getHomestay();
  }
}
