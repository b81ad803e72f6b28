package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins by a provider of identities that this test plays, with real keys and tokens. */
class OidcTest {
  private static final Map<String, String> asked = new HashMap<>();
  private static Javalin provider;
  private static RSAKey key;
  private static RSAKey signingKey;
  private static RunningConsole console;
  private static String issuer;
  private static String nonce = "";
  private static String group = "ops";

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k").generate();
    signingKey = key;
    provider =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.routes.get("/.well-known/openid-configuration", OidcTest::describe);
          config.routes.get("/keys", call -> call.result(new JWKSet(key.toPublicJWK()).toString()));
          config.routes.post("/token", OidcTest::giveToken);
        });
    provider.start("127.0.0.1", 0);
    issuer = "http://127.0.0.1:" + provider.port();
    console =
        new RunningConsole(
            """
            Access:
              Oidc:
                Issuer: %s
                ClientId: belfry
                Redirect: http://localhost/api/v1/login/oidc/callback
                Operators: [ops]
            """
                .formatted(issuer));
  }

  @AfterAll
  static void stop() {
    provider.stop();
    console.close();
  }

  private static void describe(Context call) {
    call.result(
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/auth",
         "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
        """
            .formatted(issuer));
  }

  private static void giveToken(Context call) throws IOException {
    asked.clear();
    asked.putAll(form(call.body()));
    call.result("{\"id_token\":\"" + token() + "\"}");
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  @SuppressWarnings("JavaUtilDate") // what the library takes
  private static String token() throws IOException {
    try {
      var claims =
          new JWTClaimsSet.Builder()
              .issuer(issuer)
              .audience("belfry")
              .subject("1")
              .claim("email", "ann@example.org")
              .claim("groups", List.of(group))
              .claim("nonce", nonce)
              .issueTime(new Date())
              .expirationTime(Date.from(Instant.now().plusSeconds(60)))
              .build();
      var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
      jwt.sign(new RSASSASigner(signingKey));
      return jwt.serialize();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static RawHttp.Answer come(String back) throws Exception {
    RawHttp.Answer begun =
        console.http.get("/api/v1/login/oidc?return=" + RunningConsole.encoded(back)).send();
    assertThat(begun.status()).isEqualTo(302);
    Map<String, String> sent = form(URI.create(begun.header("location")).getRawQuery());
    nonce = sent.getOrDefault("nonce", "");
    String cookie = begun.header("set-cookie").replaceFirst(";.*", "");
    RawHttp.Answer ended =
        console
            .http
            .get("/api/v1/login/oidc/callback?code=c&state=" + sent.get("state"))
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate")
            .send();
    if (ended.status() == 302) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(asked.getOrDefault("code_verifier", "").getBytes(UTF_8));
      assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
          .isEqualTo(sent.get("code_challenge"));
    }
    return ended;
  }

  @Test
  void login_ofAMember_opensASession() throws Exception {
    RawHttp.Answer ended = come("/queues");
    assertThat(ended.status()).as(ended.body()).isEqualTo(302);
    assertThat(ended.header("location")).isEqualTo("/queues");
  }

  @Test
  void login_thenElsewhere_goesNowhereElse() throws Exception {
    assertThat(come("//evil.example/").header("location")).isEqualTo("/");
    assertThat(come("https://evil.example/").header("location")).isEqualTo("/");
  }

  @Test
  void login_ofNoMember_isRefused() throws Exception {
    group = "sales";
    try {
      assertThat(come("/").status()).isEqualTo(403);
    } finally {
      group = "ops";
    }
  }

  @Test
  void login_withAForgedToken_isRefused() throws Exception {
    signingKey = new RSAKeyGenerator(2048).keyID("k").generate();
    try {
      assertThat(come("/").status()).isEqualTo(401);
    } finally {
      signingKey = key;
    }
  }

  @Test
  void callback_ofALoginThatNobodyBegan_isRefused() throws Exception {
    assertThat(console.http.get("/api/v1/login/oidc/callback?code=c&state=s").send().status())
        .isEqualTo(400);
  }
}
