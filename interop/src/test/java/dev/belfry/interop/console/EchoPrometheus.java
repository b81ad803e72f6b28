package dev.belfry.interop.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for a Prometheus that has nothing: it repeats each question in its answer. */
final class EchoPrometheus implements AutoCloseable {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  EchoPrometheus() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v1/query_range", this::answer);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What was asked since the last call, sorted. */
  List<String> asked() {
    List<String> all = asked.stream().sorted().toList();
    asked.clear();
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    // No filter is no filter, in braces too; and the order of what is asked does not matter.
    String question =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8)
            .replace("{}", "")
            .replace(",}", "}")
            .replaceFirst("\\{(state=\"\\w+\"),(queue=.*?)}", "{$2,$1}");
    List<String> parts = List.of(question.split("&", -1)).stream().sorted().toList();
    asked.add(String.join("&", parts));
    byte[] body =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]},\"asked\":\"%s\"}"
            .formatted(String.join("&", parts).replace("\"", "'"))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
