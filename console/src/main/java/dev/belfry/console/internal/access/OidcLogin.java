package dev.belfry.console.internal.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.belfry.console.ConsoleConf.OidcConf;
import dev.belfry.console.internal.access.OidcProvider.OidcException;
import dev.belfry.console.internal.web.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Logins by OpenID Connect: the code flow, with PKCE, a state and a nonce. Thread-safe. */
public final class OidcLogin {
  /** As long as people take to log in. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  private final OidcConf conf;
  private final OidcProvider provider;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Begun> begun =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
          return size() > MOST;
        }
      };

  private record Begun(String verifier, String nonce, String back, long at) {}

  /** A login that the provider has vouched for. */
  public record Done(Identity identity, String back) {}

  /** Where to send a browser, and what to remember in it. */
  public record Start(String page, String state) {}

  public OidcLogin(OidcConf conf) {
    this.conf = conf;
    provider = new OidcProvider(conf);
  }

  /**
   * Begins a login.
   *
   * @param back where to go afterwards, a path of this console
   */
  public Start begin(String back) throws InterruptedException {
    var login = new Begun(secret(), secret(), back, System.nanoTime());
    String state = secret();
    lock.lock();
    try {
      begun.put(state, login);
    } finally {
      lock.unlock();
    }
    Map<String, String> parameters =
        new TreeMap<>(
            Map.of(
                "response_type",
                "code",
                "client_id",
                conf.clientId(),
                "redirect_uri",
                conf.redirect(),
                "scope",
                conf.scopes(),
                "state",
                state,
                "nonce",
                login.nonce,
                "code_challenge",
                challenge(login.verifier),
                "code_challenge_method",
                "S256"));
    try {
      return new Start(provider.loginPage(parameters), state);
    } catch (OidcException e) {
      throw Problem.of(503, String.valueOf(e.getMessage()));
    }
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * Ends a login.
   *
   * @param state what the provider passed on
   * @param remembered what the browser had been given: another's login must not become this one's
   */
  public Done end(String code, String state, @Nullable String remembered)
      throws InterruptedException {
    Begun login;
    lock.lock();
    try {
      login = begun.remove(state);
    } finally {
      lock.unlock();
    }
    if (login == null
        || !state.equals(remembered)
        || System.nanoTime() - login.at > LIFE.toNanos()) {
      throw Problem.of(400, "this login was not begun here, or took too long: begin again");
    }
    try {
      JWTClaimsSet claims = provider.claims(code, login.verifier, login.nonce);
      return new Done(identity(claims), login.back);
    } catch (OidcException e) {
      throw Problem.of(401, String.valueOf(e.getMessage()));
    }
  }

  private Identity identity(JWTClaimsSet claims) {
    Object user = claims.getClaim(conf.userClaim());
    if (user == null || user.toString().isBlank()) {
      throw Problem.of(403, "the provider names no " + conf.userClaim());
    }
    List<String> groups = texts(claims.getClaim(conf.roleClaim()));
    Role role =
        highest(groups)
            .orElseThrow(() -> Problem.of(403, user + " is in no group that may use this console"));
    return new Identity(user.toString(), role);
  }

  private Optional<Role> highest(List<String> groups) {
    if (groups.stream().anyMatch(conf.admins()::contains)) {
      return Optional.of(Role.ADMIN);
    }
    if (groups.stream().anyMatch(conf.operators()::contains)) {
      return Optional.of(Role.OPERATOR);
    }
    return groups.stream().anyMatch(conf.viewers()::contains)
        ? Optional.of(Role.VIEWER)
        : Optional.empty();
  }

  private static List<String> texts(@Nullable Object claim) {
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim == null ? List.of() : List.of(claim.toString());
  }
}
