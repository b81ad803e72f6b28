package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkException;
import dev.belfry.beanstalkd.BeanstalkNode;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks one server for short things, over connections that are kept for the next. Thread-safe. */
public final class NodeClient implements AutoCloseable {
  /** 8 connections that wait for use; more are made when needed, and closed again. */
  private static final int KEPT = 8;

  private final BeanstalkNode node;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger kept = new AtomicInteger();
  private volatile boolean closed;

  public NodeClient(BeanstalkNode node) {
    this.node = node;
  }

  /** A question to the server; its tube is in use. */
  public interface Question<T> {
    T ask(Connection connection) throws IOException;
  }

  public BeanstalkNode node() {
    return node;
  }

  /**
   * Asks. A kept connection that turns out to be broken is replaced, and the question asked again:
   * the server may then have done what was asked twice.
   *
   * @throws BeanstalkException if the server cannot be reached or refuses; names the server
   */
  public <T> T ask(Question<T> question) {
    if (closed) {
      throw new BeanstalkException(node + ": not in use any more", null);
    }
    var connection = idle.pollLast();
    if (connection != null) {
      kept.decrementAndGet();
      try {
        return ask(connection, question);
      } catch (Refused e) {
        throw failure(e);
      } catch (IOException e) {
        // Most likely the server was restarted since; a new connection tells.
      }
    }
    try {
      return ask(opened(), question);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (var open = idle.pollLast(); open != null; open = idle.pollLast()) {
      open.close();
    }
  }

  private Connection opened() throws IOException {
    var connection = Connection.open(node);
    try {
      connection.use(node.tube());
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private <T> T ask(Connection connection, Question<T> question) throws IOException {
    var usable = false;
    try {
      var answer = question.ask(connection);
      usable = true;
      return answer;
    } catch (Refused e) {
      usable = true;
      throw e;
    } finally {
      if (!usable || closed || kept.incrementAndGet() > KEPT) {
        if (usable && !closed) {
          kept.decrementAndGet();
        }
        connection.close();
      } else {
        idle.addLast(connection);
      }
    }
  }

  private BeanstalkException failure(IOException e) {
    var text = e.getMessage() == null ? e.toString() : e.getMessage();
    return new BeanstalkException("beanstalkd at " + node + ": " + text, e);
  }
}
