package dev.belfry.console.internal.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.ConsoleConf.AccessConf;
import dev.belfry.console.ConsoleConf.Anonymous;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says who calls: by a session, a trusted proxy, or a name and password. Thread-safe. */
public final class Access {
  /** The name of the cookie with the token of a session. */
  public static final String COOKIE = "belfry_session";

  /** So long, a name and password that a script sends with each call are not hashed again. */
  private static final Duration BASIC_LIFE = Duration.ofMinutes(1);

  private final AccessConf conf;
  private final Optional<Role> anonymous;
  private final @Nullable Users users;
  private final @Nullable TrustedProxy proxy;
  private final Sessions sessions;
  private final Sessions known = new Sessions(BASIC_LIFE);
  private final java.util.concurrent.ConcurrentHashMap<String, String> knownTokens =
      new java.util.concurrent.ConcurrentHashMap<>();
  private final Throttle throttle = new Throttle();

  /**
   * Reads the users file.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  public Access(AccessConf conf) {
    this.conf = conf;
    anonymous =
        conf.anonymous() != Anonymous.AUTO
            ? Role.of(conf.anonymous())
            : conf.hasLogin() ? Optional.empty() : Optional.of(Role.ADMIN);
    users = conf.usersFile().isEmpty() ? null : Users.load(Path.of(conf.usersFile()));
    proxy = conf.proxy().isSet() ? new TrustedProxy(conf.proxy()) : null;
    sessions = new Sessions(conf.session());
  }

  /** A login was refused because of those before it. */
  public static final class TooManyTries extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Duration wait;

    TooManyTries(Duration wait) {
      super("too many failed logins; try again in " + (wait.toSeconds() + 1) + " s");
      this.wait = wait;
    }

    /** After what time to try again. */
    public Duration after() {
      return wait;
    }
  }

  /**
   * Who calls; empty if nobody who may be here.
   *
   * @param remote the address at the other end of the connection
   * @param cookie the token of a session
   * @param headers of the request
   */
  public Optional<Identity> identify(
      String remote, @Nullable String cookie, Function<String, @Nullable String> headers) {
    return Optional.ofNullable(cookie)
        .flatMap(sessions::find)
        .or(() -> proxy == null ? Optional.empty() : proxy.identify(remote, headers))
        .or(() -> basic(remote, headers.apply("Authorization")))
        .or(() -> anonymous.map(role -> new Identity(Identity.ANONYMOUS, role)));
  }

  private Optional<Identity> basic(String remote, @Nullable String header) {
    if (header == null || users == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    String digest = Sessions.digest(header);
    Optional<Identity> before = Optional.ofNullable(knownTokens.get(digest)).flatMap(known::find);
    if (before.isPresent()) {
      return before;
    }
    knownTokens.remove(digest);
    try {
      String[] parts =
          new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8).split(":", 2);
      Optional<Identity> found =
          parts.length == 2 ? login(remote, parts[0], parts[1].toCharArray()) : Optional.empty();
      found.ifPresent(identity -> {
        if (knownTokens.size() >= 1000) {
          knownTokens.clear();
        }
        knownTokens.put(digest, known.open(identity));
      });
      return found;
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Checks a name and password.
   *
   * @throws TooManyTries if there were too many failures for this name or from this address
   */
  public Optional<Identity> login(String remote, String name, char[] password) {
    if (users == null) {
      return Optional.empty();
    }
    String byName = "name " + name;
    String byAddress = "address " + remote;
    for (String who : new String[] {byName, byAddress}) {
      Duration wait = throttle.tryNow(who);
      if (wait.isPositive()) {
        throw new TooManyTries(wait);
      }
    }
    Optional<Identity> identity = users.login(name, password);
    if (identity.isPresent()) {
      throttle.succeeded(byName);
      throttle.succeeded(byAddress);
    }
    return identity;
  }

  /** Logs somebody in; returns the cookie to be set. */
  public String open(Identity identity, String basePath) {
    return cookie(sessions.open(identity), basePath, conf.session().toSeconds());
  }

  /** Logs out; returns the cookie to be set. */
  public String close(@Nullable String token, String basePath) {
    if (token != null) {
      sessions.close(token);
    }
    return cookie("", basePath, 0);
  }

  private String cookie(String token, String basePath, long seconds) {
    return COOKIE
        + "="
        + token
        + "; Path="
        + (basePath.isEmpty() ? "/" : basePath)
        + "; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (conf.secureCookie() ? "; Secure" : "");
  }

  /** Whether there are users with passwords. */
  public boolean hasUsers() {
    return users != null;
  }
}
