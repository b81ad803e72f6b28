package dev.belfry.service.internal.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for GET. Every request has its own virtual thread. Started and stopped by one
 * thread at a time; {@link #port} may be called by any.
 */
final class HttpEndpoint {
  private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

  /** An answer: status, type and body. */
  record Page(int status, String contentType, String body) {
    static Page text(int status, String body) {
      return new Page(status, "text/plain; charset=utf-8", body);
    }
  }

  /**
   * Where it listens.
   *
   * @param section the section of the configuration, for errors
   * @param host the address; empty = all
   * @param port the port; 0 = any free one
   */
  record Address(String section, String host, int port) {}

  private final Address address;
  private final Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
  private final HttpServer server;

  /**
   * Listens.
   *
   * @throws IOException if the port cannot be had; names the key
   */
  HttpEndpoint(Address address, Map<String, Supplier<Page>> pages) throws IOException {
    this.address = address;
    this.pages.putAll(pages);
    InetSocketAddress socket =
        address.host().isEmpty()
            ? new InetSocketAddress(address.port())
            : new InetSocketAddress(address.host(), address.port());
    try {
      if (socket.isUnresolved()) {
        throw new IOException("unknown host");
      }
      server = HttpServer.create(socket, 0);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on %s:%d (%s.Host and %s.Port): %s"
              .formatted(
                  address.host(),
                  address.port(),
                  address.section(),
                  address.section(),
                  e.getMessage()),
          e);
    }
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    server.createContext("/", this::answer);
    server.start();
    log.info("{} on port {}: {}", address.section(), port(), this.pages.keySet());
  }

  /** The port it listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = page(exchange);
      byte[] body = page.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(page.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } catch (RuntimeException e) {
      log.error("cannot answer {}", exchange.getRequestURI(), e);
      throw e;
    }
  }

  private Page page(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Page.text(405, "only GET\n");
    }
    Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
    return page == null
        ? Page.text(404, "here are " + String.join(", ", pages.keySet()) + "\n")
        : page.get();
  }

  void close() {
    server.stop(0);
  }

  @Override
  public String toString() {
    return address.section();
  }
}
