package dev.belfry.looklook.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.Api.Reply;
import dev.belfry.service.Deadline;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
  private static final JwtAuthConf KEY = new JwtAuthConf("0123456789abcdef0123456789abcdef", 60);

  private final Jwt jwt = new Jwt(KEY);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpServer server =
      HttpServer.builder("test-api", HttpConf.of("127.0.0.1", 0)).routes(this::mount).build();

  record Booking(
      long homestayId, boolean isFood, @Nullable String remark, @Nullable List<Guest> guests) {
    Booking {
      if (homestayId < 0) {
        throw CodedException.param("field homestayId must not be negative");
      }
    }
  }

  record Guest(String name) {}

  private void mount(Router router) {
    router.post("/echo", Booking.class, booking -> booking);
    router.postSignedIn("/me", jwt, NoRequest.class, (userId, request) -> userId);
    router.post("/refuse", NoRequest.class, request -> refuse());
    router.post("/break", NoRequest.class, request -> broken());
    router.post("/nothing", NoRequest.class, request -> null);
    router.post("/slow", NoRequest.class, request -> slow());
    router.postRaw(
        "/raw",
        raw ->
            RawResponse.text(
                202,
                raw.header("X-Mark").orElse("") + new String(raw.body(), StandardCharsets.UTF_8)));
  }

  private static Object refuse() {
    throw CodedException.business("no room left");
  }

  private static Object broken() {
    throw new IllegalStateException("password of the database is hunter2");
  }

  private Object slow() throws InterruptedException {
    entered.countDown();
    return released.await(10, TimeUnit.SECONDS);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    released.countDown();
    server.stop(Deadline.in(Duration.ofSeconds(5)));
  }

  private Api api() {
    return new Api(server.port());
  }

  @Test
  void post_goodRequest_answersInTheEnvelope() throws Exception {
    Reply reply = api().post("/echo", "{\"homestayId\":7,\"isFood\":true,\"unknown\":1}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo(
            "{\"code\":200,\"msg\":\"OK\",\"data\":"
                + "{\"homestayId\":7,\"isFood\":true,\"remark\":null,\"guests\":null}}");
  }

  @Test
  void post_actionReturnsNull_answersNullData() throws Exception {
    assertThat(api().post("/nothing", "").text())
        .isEqualTo("{\"code\":200,\"msg\":\"OK\",\"data\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"isFood\":true}                               | field homestayId is not set",
        "{\"homestayId\":null,\"isFood\":true}           | field homestayId is not set",
        "{\"homestayId\":\"7\",\"isFood\":true}          | field homestayId must be an integer",
        "{\"homestayId\":7.5,\"isFood\":true}            | field homestayId must be an integer",
        "{\"homestayId\":7,\"isFood\":1}                 | field isFood must be true or false",
        "{\"homestayId\":7,\"isFood\":true,\"remark\":3} | field remark must be a string",
        "{\"homestayId\":-7,\"isFood\":true}             | field homestayId must not be negative",
        "{\"homestayId\":7,\"isFood\":true,\"guests\":[{\"name\":1}]} | field guests[0].name must"
            + " be a string",
        "{\"homestayId\":99999999999999999999,\"isFood\":true} | field homestayId is out of range",
        "[1]                                             | the body must be a JSON object, but is a"
            + " JSON array",
        "homestayId=7                                    | the body is not JSON at line 1, column"
            + " 1",
        "{\"homestayId\":7,                              | the body is not JSON at line 1, column"
            + " 17",
        "{\"homestayId\":7,\"isFood\":true} x            | the body is not JSON at line 1, column"
            + " 32",
      })
  void post_badRequest_saysWhatIsWrong(String body, String message) throws Exception {
    Reply reply = api().post("/echo", body);

    assertThat(reply.msg()).isEqualTo(message);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(100002);
  }

  @Test
  void post_anyContentType_isReadAsJson() throws Exception {
    Reply reply =
        api()
            .post(
                "/echo",
                "{\"homestayId\":7,\"isFood\":true}",
                "Content-Type",
                "application/x-www-form-urlencoded");

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void post_bodyOfTwoMegabytes_isRefused() throws Exception {
    Reply reply = api().post("/echo", "{\"remark\":\"" + "x".repeat(2 << 20) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.msg()).isEqualTo("the body is larger than 1048576 bytes");
    assertThat(api().post("/nothing", "").status()).isEqualTo(200);
  }

  @Test
  void post_actionRefuses_answersItsError() throws Exception {
    Reply reply = api().post("/refuse", "{}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).isEqualTo("{\"code\":100001,\"msg\":\"no room left\"}");
  }

  @Test
  void post_actionBreaks_isMaskedWithAnId() throws Exception {
    Reply reply = api().post("/break", "{}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.msg())
        .matches("the server is busy, please try again later \\(error \\w{8}\\)");
    assertThat(reply.text()).doesNotContain("hunter2");
  }

  @Test
  void signedIn_goodToken_knowsTheUser() throws Exception {
    Reply reply = api().postAs(jwt.issue(42).accessToken(), "/me", "");

    assertThat(reply.data().asLong()).isEqualTo(42);
  }

  @Test
  void signedIn_badToken_is401() throws Exception {
    var foreign = new Jwt(new JwtAuthConf("another-key-another-key-another-key", 60));
    var past = new Jwt(KEY, Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC));

    for (Reply reply :
        List.of(
            api().post("/me", "{}"),
            api().postAs("nonsense", "/me", "{}"),
            api().postAs(foreign.issue(42).accessToken(), "/me", "{}"),
            api().postAs(past.issue(42).accessToken(), "/me", "{}"))) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.code()).isEqualTo(100003);
    }
  }

  @Test
  void raw_passesBytesAndHeaders() throws Exception {
    Reply reply = api().post("/raw", "not json", "x-mark", "m:");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.text()).isEqualTo("m:not json");
  }

  @Test
  void unknownPath_is404_wrongMethod_is405() throws Exception {
    assertThat(api().post("/nowhere", "{}").text())
        .isEqualTo("{\"code\":100001,\"msg\":\"there is no path /nowhere\"}");
    assertThat(api().post("/nowhere", "{}").status()).isEqualTo(404);
    assertThat(api().get("/echo").status()).isEqualTo(405);
  }

  @Test
  void start_portInUse_saysWhich() {
    var second = HttpServer.builder("second-api", HttpConf.of("127.0.0.1", server.port())).build();

    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second-api cannot listen on 127.0.0.1:" + server.port());
  }

  @Test
  void brokenClient_harmsNobodyElse() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"home"
                  .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(api().post("/nothing", "").status()).isEqualTo(200);
  }

  @Test
  void stop_finishesRequestsInHand_andRefusesNewOnes() throws Exception {
    CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> quietly("/slow"));
    assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();

    server.quiesce();
    Reply late = api().post("/nothing", "");
    released.countDown();

    assertThat(late.status()).isEqualTo(503);
    assertThat(slow.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  private Reply quietly(String path) {
    try {
      return api().post(path, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
