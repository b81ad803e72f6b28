package dev.belfry.looklook.common.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param url for the driver, without user and password
 * @param user null if the URL says it all
 * @param password null if the URL says it all
 * @param zone the zone that date-time columns are in; UTC unless the source says otherwise, as in
 *     Go
 */
record JdbcTarget(String url, @Nullable String user, @Nullable String password, ZoneId zone) {
  private static final String MYSQL_PORT = "3306";
  private static final Pattern GO_DSN =
      Pattern.compile(
          "(?<user>[^:@/]*)(?::(?<pass>.*))?@tcp\\((?<host>[^)]+)\\)/(?<db>[^?]*)(?:\\?(?<query>.*))?");
  private static final Pattern TLS = Pattern.compile("(?:^|&)tls=([^&]*)");
  private static final Pattern LOC = Pattern.compile("(?:^|&)loc=([^&]*)");

  static JdbcTarget parse(String source) {
    if (source.startsWith("jdbc:mysql:")) {
      return new JdbcTarget(
          "jdbc:mariadb:" + source.substring("jdbc:mysql:".length()), null, null, ZoneOffset.UTC);
    }
    if (source.startsWith("jdbc:h2:")) {
      return new JdbcTarget(h2(source), null, null, ZoneOffset.UTC);
    }
    if (source.startsWith("jdbc:")) {
      return new JdbcTarget(source, null, null, ZoneOffset.UTC);
    }
    Matcher dsn = GO_DSN.matcher(source);
    if (!dsn.matches()) {
      throw new IllegalArgumentException(
          "DB.DataSource is neither a JDBC URL (jdbc:h2:…, jdbc:mariadb:…, jdbc:mysql:…)"
              + " nor user:pass@tcp(host:port)/db");
    }
    String host = dsn.group("host");
    String address = host.contains(":") ? host : host + ":" + MYSQL_PORT;
    String query = dsn.group("query") == null ? "" : dsn.group("query");
    return new JdbcTarget(
        "jdbc:mariadb://%s/%s?sslMode=%s".formatted(address, dsn.group("db"), sslMode(query)),
        dsn.group("user"),
        dsn.group("pass"),
        zone(query));
  }

  /** Has H2 behave like MySQL, and keep a database in memory while nobody looks. */
  private static String h2(String source) {
    var url = new StringBuilder(source);
    for (String setting : List.of("MODE=MySQL", "DATABASE_TO_LOWER=TRUE", "DB_CLOSE_DELAY=-1")) {
      String key = setting.substring(0, setting.indexOf('=') + 1);
      if (!source.toUpperCase(Locale.ROOT).contains(";" + key)) {
        url.append(';').append(setting);
      }
    }
    return url.toString();
  }

  /** Go's driver speaks in clear unless told otherwise. */
  private static String sslMode(String query) {
    Matcher tls = TLS.matcher(query);
    String value = tls.find() ? tls.group(1) : "false";
    return switch (value) {
      case "false" -> "disable";
      case "true" -> "verify-full";
      case "skip-verify" -> "trust";
      default ->
          throw new IllegalArgumentException(
              "DB.DataSource: tls must be false, true or skip-verify, but is " + value);
    };
  }

  private static ZoneId zone(String query) {
    Matcher loc = LOC.matcher(query);
    if (!loc.find()) {
      return ZoneOffset.UTC;
    }
    String name = URLDecoder.decode(loc.group(1), StandardCharsets.UTF_8);
    try {
      return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("DB.DataSource: loc=" + name + " is no time zone", e);
    }
  }

  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&;]*", "$1***").replaceAll("//[^/@]*@", "//***@");
  }
}
