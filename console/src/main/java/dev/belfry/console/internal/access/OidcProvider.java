package dev.belfry.console.internal.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.belfry.console.ConsoleConf.OidcConf;
import dev.belfry.console.internal.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Speaks to a provider of identities: its description, its tokens, its keys. Thread-safe. */
final class OidcProvider {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What providers sign with; never {@code none}, never a secret that both know. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private final OidcConf conf;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private volatile @Nullable JsonNode description;

  OidcProvider(OidcConf conf) {
    this.conf = conf;
  }

  /** The provider cannot be reached, or says something that cannot be believed. */
  static final class OidcException extends Exception {
    private static final long serialVersionUID = 1L;

    OidcException(String message) {
      super(message);
    }

    OidcException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private JsonNode description() throws OidcException, InterruptedException {
    JsonNode known = description;
    if (known == null) {
      String issuer = conf.issuer().replaceFirst("/+$", "");
      known =
          send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
      if (!known.path("issuer").asString("").replaceFirst("/+$", "").equals(issuer)) {
        throw new OidcException("the provider calls itself " + known.path("issuer"));
      }
      description = known;
    }
    return known;
  }

  /** Where people log in. */
  String loginPage(Map<String, String> parameters) throws OidcException, InterruptedException {
    String page = description().path("authorization_endpoint").asString("");
    return page + (page.contains("?") ? "&" : "?") + form(parameters);
  }

  /** What the provider says about the person who came back with a code. */
  JWTClaimsSet claims(String code, String verifier, String nonce)
      throws OidcException, InterruptedException {
    Map<String, String> form =
        new java.util.TreeMap<>(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                conf.redirect(),
                "client_id",
                conf.clientId(),
                "code_verifier",
                verifier));
    if (!conf.clientSecret().isEmpty()) {
      form.put("client_secret", conf.clientSecret());
    }
    JsonNode tokens =
        send(
            HttpRequest.newBuilder(URI.create(description().path("token_endpoint").asString("")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    return verified(tokens.path("id_token").asString(""), nonce);
  }

  private JWTClaimsSet verified(String token, String nonce)
      throws OidcException, InterruptedException {
    String keys =
        Json.text(
            send(HttpRequest.newBuilder(URI.create(description().path("jwks_uri").asString("")))));
    var expected =
        new JWTClaimsSet.Builder()
            .issuer(description().path("issuer").asString(""))
            .claim("nonce", nonce)
            .build();
    var processor = new DefaultJWTProcessor<SecurityContext>();
    try {
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(JWKSet.parse(keys))));
      processor.setJWTClaimsSetVerifier(
          new DefaultJWTClaimsVerifier<>(conf.clientId(), expected, Set.of("exp", "iat", "sub")));
      return processor.process(token, null);
    } catch (ParseException | JOSEException | BadJOSEException e) {
      throw new OidcException("the token of the provider cannot be believed: " + e.getMessage(), e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws OidcException, InterruptedException {
    HttpRequest built = request.header("Accept", "application/json").timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> answer = client.send(built, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new OidcException(built.uri() + " answered with the status " + answer.statusCode());
      }
      return Json.tree(answer.body());
    } catch (IOException e) {
      throw new OidcException(built.uri() + " does not answer: " + e, e);
    }
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
