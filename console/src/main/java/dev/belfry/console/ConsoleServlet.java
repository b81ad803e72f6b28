package dev.belfry.console;

import dev.belfry.console.internal.ConsoleParts;
import jakarta.servlet.Servlet;

/**
 * A console in a servlet container, made by {@link Console.Builder#buildServlet}. Close it when the
 * container ends. Thread-safe.
 */
public final class ConsoleServlet implements AutoCloseable {
  private final Servlet servlet;
  private final ConsoleParts parts;

  ConsoleServlet(Servlet servlet, ConsoleParts parts) {
    this.servlet = servlet;
    this.parts = parts;
  }

  /** What to register with the container. */
  public Servlet servlet() {
    return servlet;
  }

  /** Ends the streams of those who watch, and releases the connections. */
  @Override
  public void close() {
    parts.quiesce();
    parts.close();
  }
}
