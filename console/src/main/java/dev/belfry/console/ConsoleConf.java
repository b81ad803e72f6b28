package dev.belfry.console;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaLogin;
import dev.belfry.kafka.KafkaTls;
import dev.belfry.service.config.Default;
import dev.belfry.service.config.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a console is set. Immutable. Bound from YAML by {@link dev.belfry.service.config.Config};
 * {@link #DEFAULT} is what an empty file gives.
 *
 * @param host the address to listen on; default {@code 127.0.0.1}. Any other needs a login
 * @param port the port; default 8980; 0 = any free one
 * @param basePath the path that everything is under, such as {@code /belfry}; default none
 * @param allowedHosts names by which browsers may call the console besides those of this machine;
 *     default none. Without a login, a call by another name is refused, since a page elsewhere may
 *     have bent a name of its own to this address
 * @param readOnly whether nobody may change anything; default false
 * @param maxBody how many bytes a request may have; default 1 MiB
 * @param access who may do what; default: everybody on this machine everything
 * @param masks what is not shown of payloads and results; default none
 * @param services processes whose health is polled; default none
 * @param kafka clusters to show; default none
 * @param prometheus where metrics come from, such as {@code http://127.0.0.1:9090}; empty = what
 *     the console remembers
 * @param sampling how often queues are looked at
 */
public record ConsoleConf(
    @Default("127.0.0.1") String host,
    @Default("8980") @Range(min = 0, max = 65535) int port,
    @Default("") String basePath,
    @Default("[]") List<String> allowedHosts,
    @Default("false") boolean readOnly,
    @Default("1048576") @Range(min = 1024, max = 67108864) int maxBody,
    AccessConf access,
    @Default("[]") List<MaskConf> masks,
    @Default("[]") List<ServiceConf> services,
    @Default("[]") List<KafkaClusterConf> kafka,
    @Default("") String prometheus,
    SamplingConf sampling) {

  /** The port by default. */
  public static final int DEFAULT_PORT = 8980;

  /** Enough for a batch of 1000 tasks and for any payload that people edit by hand. */
  public static final int DEFAULT_MAX_BODY = 1 << 20;

  /** All defaults. */
  public static final ConsoleConf DEFAULT =
      new ConsoleConf(
          "127.0.0.1",
          DEFAULT_PORT,
          "",
          List.of(),
          false,
          DEFAULT_MAX_BODY,
          AccessConf.DEFAULT,
          List.of(),
          List.of(),
          List.of(),
          "",
          SamplingConf.DEFAULT);

  public ConsoleConf {
    if (!basePath.matches("(/[A-Za-z0-9._~-]+)*")) {
      throw new IllegalArgumentException(
          "BasePath begins with a slash and does not end with one, such as /belfry: " + basePath);
    }
    if (!prometheus.isEmpty() && !prometheus.matches("https?://.+")) {
      throw new IllegalArgumentException("Prometheus begins with http:// or https://");
    }
    allowedHosts = List.copyOf(allowedHosts);
    masks = List.copyOf(masks);
    services = List.copyOf(services);
    kafka = List.copyOf(kafka);
  }

  /** Starts with these settings, to change some. */
  public ConsoleConfBuilder toBuilder() {
    return new ConsoleConfBuilder(this);
  }

  /**
   * Who may do what.
   *
   * @param anonymous the role of those who have not logged in: {@code none}, {@code viewer}, {@code
   *     operator} or {@code admin}; default {@code auto}: admin while there is no way to log in,
   *     else none
   * @param usersFile one user a line, {@code name:role:hash}, as {@code belfry console
   *     --hash-password} prints it; empty = no logins by password
   * @param session how long a login lasts; default 12 h
   * @param secureCookie whether browsers send the cookie over TLS only; default false; set it where
   *     a proxy ends TLS
   * @param oidc logins by OpenID Connect
   * @param proxy logins by a proxy that says who it is
   */
  public record AccessConf(
      @Default("auto") Anonymous anonymous,
      @Default("") String usersFile,
      @Default("12h") Duration session,
      @Default("false") boolean secureCookie,
      OidcConf oidc,
      ProxyConf proxy) {
    /** Nobody can log in, and everybody on this machine is admin. */
    public static final AccessConf DEFAULT =
        new AccessConf(
            Anonymous.AUTO, "", Duration.ofHours(12), false, OidcConf.NONE, ProxyConf.NONE);

    /** Whether there is a way to log in. */
    public boolean hasLogin() {
      return !usersFile.isEmpty() || oidc.isSet() || proxy.isSet();
    }
  }

  /** What those may do who have not logged in. */
  public enum Anonymous {
    /** Everything while there is no way to log in, else nothing. */
    AUTO,
    NONE,
    VIEWER,
    OPERATOR,
    ADMIN
  }

  /**
   * OpenID Connect, by the code flow with PKCE.
   *
   * @param issuer such as {@code https://id.example.org/realms/shop}; empty = not used
   * @param clientId the id of this console there
   * @param clientSecret its secret; empty = a public client
   * @param redirect where the provider sends people back: the address of this console and {@code
   *     /api/v1/login/oidc/callback}
   * @param scopes what is asked for; default {@code openid profile email}
   * @param userClaim which claim names the user; default {@code email}
   * @param roleClaim which claim lists groups or roles; default {@code groups}
   * @param viewers groups whose members look
   * @param operators groups whose members operate
   * @param admins groups whose members do everything
   */
  public record OidcConf(
      @Default("") String issuer,
      @Default("") String clientId,
      @Default("") String clientSecret,
      @Default("") String redirect,
      @Default("openid profile email") String scopes,
      @Default("email") String userClaim,
      @Default("groups") String roleClaim,
      @Default("[]") List<String> viewers,
      @Default("[]") List<String> operators,
      @Default("[]") List<String> admins) {
    static final OidcConf NONE =
        new OidcConf(
            "",
            "",
            "",
            "",
            "openid profile email",
            "email",
            "groups",
            List.of(),
            List.of(),
            List.of());

    public OidcConf {
      if (!issuer.isEmpty() && (clientId.isEmpty() || redirect.isEmpty())) {
        throw new IllegalArgumentException("with an Issuer, ClientId and Redirect are needed too");
      }
    }

    /** Whether people can log in this way. */
    public boolean isSet() {
      return !issuer.isEmpty();
    }
  }

  /**
   * A proxy that has people log in and says who they are. Its headers count only if the request
   * comes from one of its addresses and shows the secret.
   *
   * @param addresses of the proxy, as numbers; empty = not used
   * @param secret what the proxy sends in {@code X-Belfry-Proxy-Secret}; at least 16 characters
   * @param userHeader the header with the name; default {@code X-Forwarded-User}
   * @param roleHeader the header with {@code viewer}, {@code operator} or {@code admin}; default
   *     {@code X-Forwarded-Role}
   * @param defaultRole the role if that header is missing: {@code none} refuses; default none
   */
  public record ProxyConf(
      @Default("[]") List<String> addresses,
      @Default("") String secret,
      @Default("X-Forwarded-User") String userHeader,
      @Default("X-Forwarded-Role") String roleHeader,
      @Default("none") Anonymous defaultRole) {
    private static final int MIN_SECRET = 16;

    static final ProxyConf NONE =
        new ProxyConf(List.of(), "", "X-Forwarded-User", "X-Forwarded-Role", Anonymous.NONE);

    public ProxyConf {
      if (!addresses.isEmpty() && secret.length() < MIN_SECRET) {
        throw new IllegalArgumentException(
            "the Secret of a proxy needs 16 characters or more, so that nobody else can show it");
      }
    }

    /** Whether people can log in this way. */
    public boolean isSet() {
      return !addresses.isEmpty();
    }
  }

  /**
   * Something in payloads and results that is not to be shown.
   *
   * @param type of which tasks; a {@code *} stands for anything; default all
   * @param path a member of a JSON payload, such as {@code $.card.number} or {@code $..password};
   *     empty = not used
   * @param pattern a regular expression whose matches are replaced in any text; empty = not used
   * @param visibleTo the lowest role that sees it all the same; default {@code none}: nobody
   */
  public record MaskConf(
      @Default("*") String type,
      @Default("") String path,
      @Default("") String pattern,
      @Default("none") Anonymous visibleTo) {
    public MaskConf {
      if (path.isEmpty() == pattern.isEmpty()) {
        throw new IllegalArgumentException("a mask has either a Path or a Pattern");
      }
    }
  }

  /**
   * A process whose health is polled.
   *
   * @param name what it is called
   * @param url such as {@code http://127.0.0.1:6060/healthz}; any answer from 200 to 299 is well
   */
  public record ServiceConf(String name, String url) {
    public ServiceConf {
      if (!url.matches("https?://.+")) {
        throw new IllegalArgumentException("the Url of " + name + " begins with http or https");
      }
    }
  }

  /**
   * A Kafka cluster.
   *
   * @param name what it is called
   * @param brokers {@code host:port} each
   * @param username for SASL PLAIN; empty = no login
   * @param password of that user
   * @param caFile a PEM file with the authorities to trust, for TLS; empty = no TLS
   */
  public record KafkaClusterConf(
      String name,
      List<String> brokers,
      @Default("") String username,
      @Default("") String password,
      @Default("") String caFile) {
    public KafkaClusterConf {
      brokers = List.copyOf(brokers);
    }

    /** How to reach it. */
    public KafkaConnection connection() {
      var connection = KafkaConnection.to(String.join(",", brokers));
      if (!username.isEmpty()) {
        connection = connection.login(KafkaLogin.plain(username, password));
      }
      return caFile.isEmpty() ? connection : connection.tls(KafkaTls.trusting(Path.of(caFile)));
    }
  }

  /**
   * How often queues are looked at while somebody watches.
   *
   * @param interval at least that far apart; default 2 s
   * @param commandsPerSecond how many Redis commands the samples may cost; many queues are looked
   *     at less often; default 250
   * @param idle how often while nobody watches, for the history; default 15 s
   */
  public record SamplingConf(
      @Default("2s") Duration interval,
      @Default("250") @Range(min = 10, max = 100000) int commandsPerSecond,
      @Default("15s") Duration idle) {
    static final SamplingConf DEFAULT =
        new SamplingConf(Duration.ofSeconds(2), 250, Duration.ofSeconds(15));

    public SamplingConf {
      if (interval.toMillis() < 200 || idle.compareTo(interval) < 0) {
        throw new IllegalArgumentException(
            "Interval is 200ms or more, and Idle no shorter than Interval");
      }
    }
  }
}
