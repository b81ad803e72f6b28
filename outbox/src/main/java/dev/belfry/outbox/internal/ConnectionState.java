package dev.belfry.outbox.internal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a relay changes about a connection, which may belong to a pool.
 *
 * @param autoCommit whether it committed by itself
 * @param isolation its isolation
 */
record ConnectionState(boolean autoCommit, int isolation) {

  static ConnectionState of(Connection connection) throws SQLException {
    return new ConnectionState(connection.getAutoCommit(), connection.getTransactionIsolation());
  }

  void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(autoCommit);
      connection.setTransactionIsolation(isolation);
    }
  }
}
