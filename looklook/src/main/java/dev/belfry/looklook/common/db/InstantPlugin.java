package dev.belfry.looklook.common.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Instants as date-times in one zone, whatever the zones of this JVM and of the server are. */
final class InstantPlugin extends JdbiPlugin.Singleton {
  private final ZoneId zone;

  InstantPlugin(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(new Binder(zone));
    jdbi.registerColumnMapper(Instant.class, new Reader(zone));
  }

  private static final class Binder extends AbstractArgumentFactory<Instant> {
    private final ZoneId zone;

    Binder(ZoneId zone) {
      super(Types.TIMESTAMP);
      this.zone = zone;
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      LocalDateTime local = LocalDateTime.ofInstant(value, zone);
      return (position, statement, context) -> statement.setObject(position, local);
    }
  }

  private record Reader(ZoneId zone) implements ColumnMapper<@Nullable Instant> {
    @Override
    public @Nullable Instant map(ResultSet row, int column, StatementContext context)
        throws SQLException {
      LocalDateTime local = row.getObject(column, LocalDateTime.class);
      return local == null ? null : local.atZone(zone).toInstant();
    }
  }
}
