package dev.belfry.outbox;

import dev.belfry.outbox.internal.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A database whose clock differs from that of this host: what asks it for the time is rewritten.
 */
final class ShiftedDatabase {
  private ShiftedDatabase() {}

  /** The same database with a clock that is ahead by so much, or behind. */
  static DataSource of(DataSource database, Duration ahead) {
    return wrap(
        DataSource.class,
        database,
        (method, answer) -> answer instanceof Connection it ? connection(it, ahead) : answer,
        sql -> sql);
  }

  private static Connection connection(Connection connection, Duration ahead) {
    String now = now(connection);
    Rewriting later = sql -> sql.replace(now, "(" + now + " + " + ahead.toMillis() + ")");
    return wrap(
        Connection.class,
        connection,
        (method, answer) ->
            method.equals("createStatement") && answer instanceof Statement it
                ? wrap(Statement.class, it, (name, same) -> same, later)
                : answer,
        later);
  }

  private static String now(Connection connection) {
    try {
      return Database.of(connection).now();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Rewriting {
    String of(String sql);
  }

  private interface Wrapping {
    Object of(String method, Object answer);
  }

  private static <T> T wrap(Class<T> type, T real, Wrapping answers, Rewriting texts) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] changed = arguments == null ? null : arguments.clone();
              if (changed != null && changed[0] instanceof String sql) {
                changed[0] = texts.of(sql);
              }
              try {
                return answers.of(method.getName(), method.invoke(real, changed));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }
}
