package dev.belfry.looklook.usercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.db.TestDb;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.common.http.Api.Reply;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.looklook.usercenter.rpc.GenerateTokenReq;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByAuthKeyReq;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByUserIdReq;
import dev.belfry.looklook.usercenter.rpc.GetUserInfoReq;
import dev.belfry.looklook.usercenter.rpc.LoginReq;
import dev.belfry.looklook.usercenter.rpc.RegisterReq;
import dev.belfry.looklook.usercenter.rpc.UserAuth;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc.usercenterBlockingStub;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.config.RpcClientConf;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsercenterTest {
  private static final String REGISTER = "/usercenter/v1/user/register";
  private static final String LOGIN = "/usercenter/v1/user/login";
  private static final String DETAIL = "/usercenter/v1/user/detail";
  private static final String WX_MINI = "/usercenter/v1/user/wxMiniAuth";
  private static final String ANN = "{\"mobile\":\"13800000001\",\"password\":\"bell-tower\"}";

  private final Usercenter usercenter =
      new Usercenter(TestDb.h2(), new JwtAuthConf("0123456789abcdef0123456789abcdef", 31536000));
  private final HttpServer http =
      HttpServer.builder("usercenter-api", HttpConf.of("127.0.0.1", 0))
          .routes(usercenter.routes())
          .build();
  private final RpcServer rpc =
      RpcServer.builder("usercenter-rpc", "127.0.0.1:0").service(usercenter.rpc()).build();
  private final RpcClient<usercenterBlockingStub> client =
      Peers.usercenter(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + rpc.port()));
  private final ServiceGroup group = ServiceGroup.of(usercenter.database(), http, rpc, client);

  @BeforeEach
  void start() throws Exception {
    group.start();
  }

  @AfterEach
  void stop() throws Exception {
    group.stop();
  }

  private Reply post(String path, String body) throws Exception {
    return new Api(http.port()).post(path, body);
  }

  private Reply detail(Reply signedIn) throws Exception {
    String token = signedIn.data().path("accessToken").asString();
    return new Api(http.port()).postAs(token, DETAIL, "");
  }

  @Test
  void register_thenLogin_bothTokensShowTheUser() throws Exception {
    Reply registered = post(REGISTER, ANN);
    Reply loggedIn = post(LOGIN, ANN);

    assertThat(registered.status()).isEqualTo(200);
    assertThat(detail(registered).data()).isEqualTo(detail(loggedIn).data());
    assertThat(detail(loggedIn).data().path("userInfo").path("mobile").asString())
        .isEqualTo("13800000001");
    long expire = loggedIn.data().path("accessExpire").asLong();
    assertThat(expire - loggedIn.data().path("refreshAfter").asLong()).isEqualTo(31536000 / 2);
  }

  @Test
  void register_mobileTaken_isAClearError() throws Exception {
    post(REGISTER, ANN);

    Reply again = post(REGISTER, ANN);

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.code()).isEqualTo(100001);
    assertThat(again.msg()).isEqualTo("mobile 13800000001 is registered already");
  }

  @Test
  void register_badFields_namesThem() throws Exception {
    assertThat(post(REGISTER, "{\"mobile\":\"1380\",\"password\":\"bell-tower\"}").msg())
        .isEqualTo("field mobile must be 11 digits");
    assertThat(post(REGISTER, "{\"mobile\":\"13800000001\",\"password\":\"bell\"}").msg())
        .isEqualTo("field password must have 6 to 128 characters");
    assertThat(post(REGISTER, "{\"mobile\":\"13800000001\"}").msg())
        .isEqualTo("field password is not set");
    assertThat(post(REGISTER, "{\"mobile\":13800000001,\"password\":\"bell-tower\"}").msg())
        .isEqualTo("field mobile must be a string");
  }

  @Test
  void login_unknownMobileOrWrongPassword_lookTheSame() throws Exception {
    post(REGISTER, ANN);

    Reply wrong = post(LOGIN, "{\"mobile\":\"13800000001\",\"password\":\"bell-power\"}");
    Reply unknown = post(LOGIN, "{\"mobile\":\"13800000002\",\"password\":\"bell-tower\"}");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).isEqualTo(unknown.text());
    assertThat(wrong.msg()).isEqualTo("the mobile or the password is wrong");
  }

  @Test
  void passwords_areStoredAsSaltedPbkdf2() throws Exception {
    post(REGISTER, ANN);
    post(REGISTER, ANN.replace("0001", "0002"));

    var stored =
        usercenter
            .database()
            .withHandle(handle ->
                handle.createQuery("SELECT password FROM `user`").mapTo(String.class).list());

    assertThat(stored)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(password -> password.startsWith("pbkdf2-sha512$210000$"));
  }

  @Test
  void wxMiniAuth_newAndKnownGuests_getTheSameAccount() throws Exception {
    String grant = "{\"code\":\"c\",\"iv\":\"i\",\"encryptedData\":\"13800000009\"}";

    Reply first = post(WX_MINI, grant);
    Reply second = post(WX_MINI, grant);

    assertThat(first.status()).isEqualTo(200);
    assertThat(detail(first).data()).isEqualTo(detail(second).data());
    assertThat(post(LOGIN, "{\"mobile\":\"13800000009\",\"password\":\"\"}").msg())
        .isEqualTo("the mobile or the password is wrong");
    assertThat(post(WX_MINI, grant.replace("13800000009", "x")).code()).isEqualTo(100002);
  }

  @Test
  void wxMiniAuth_manyAtOnce_makeOneUser() throws Exception {
    String grant = "{\"code\":\"c\",\"iv\":\"i\",\"encryptedData\":\"13800000009\"}";
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Reply> signIn = () -> post(WX_MINI, grant);
      for (var reply : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> signIn).toList())) {
        assertThat(reply.get().text()).startsWith("{\"code\":200");
      }
    }
  }

  @Test
  void rpc_auths_areFoundByUserAndByKey_orEmpty() throws Exception {
    Reply registered = post(REGISTER, ANN);
    long userId = detail(registered).data().path("userInfo").path("id").asLong();

    assertThat(authOf(userId, "system").getAuthKey()).isEqualTo("13800000001");
    UserAuth weChat = authOf(userId, "wxMini");
    assertThat(weChat.getAuthKey()).isEqualTo("sandbox-13800000001");
    assertThat(
            client
                .call(stub ->
                    stub.getUserAuthByAuthKey(
                        GetUserAuthByAuthKeyReq.newBuilder()
                            .setAuthKey(weChat.getAuthKey())
                            .setAuthType("wxMini")
                            .build()))
                .getUserAuth())
        .isEqualTo(weChat);
    assertThat(authOf(4711, "wxMini")).isEqualTo(UserAuth.getDefaultInstance());
    assertThatThrownBy(() -> authOf(userId, "fax"))
        .isInstanceOfSatisfying(CodedException.class, e -> assertThat(e.code()).isEqualTo(100002));
  }

  private UserAuth authOf(long userId, String type) {
    return client
        .call(stub ->
            stub.getUserAuthByUserId(
                GetUserAuthByUserIdReq.newBuilder().setUserId(userId).setAuthType(type).build()))
        .getUserAuth();
  }

  @Test
  void rpc_registerLoginTokenInfo_workTogether() {
    var registered =
        client.call(stub ->
            stub.register(
                RegisterReq.newBuilder()
                    .setMobile("13800000003")
                    .setNickname("Ann")
                    .setPassword("bell-tower")
                    .setAuthType("system")
                    .setAuthKey("13800000003")
                    .build()));
    var loggedIn =
        client.call(stub ->
            stub.login(
                LoginReq.newBuilder()
                    .setAuthType("system")
                    .setAuthKey("13800000003")
                    .setPassword("bell-tower")
                    .build()));
    var user = client.call(stub -> stub.getUserInfo(GetUserInfoReq.newBuilder().setId(1).build()));

    assertThat(registered.getAccessToken()).isNotEmpty();
    assertThat(loggedIn.getAccessExpire()).isGreaterThan(loggedIn.getRefreshAfter());
    assertThat(user.getUser().getNickname()).isEqualTo("Ann");
    assertThatThrownBy(() ->
            client.call(
                stub -> stub.generateToken(GenerateTokenReq.newBuilder().setUserId(9).build())))
        .isInstanceOf(CodedException.class)
        .hasMessage("there is no user 9");
  }
}
