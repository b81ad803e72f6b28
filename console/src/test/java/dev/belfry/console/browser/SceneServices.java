package dev.belfry.console.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.belfry.console.ConsoleConf.ServiceConf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Processes whose health the console asks for: two that are well and one that is not. */
final class SceneServices implements AutoCloseable {
  private final HttpServer server;

  SceneServices() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/order", 200, "{\"status\":\"up\",\"services\":{\"TaskServer\":\"up\"}}");
    answer("/payment", 200, "OK");
    answer("/travel", 503, "the database does not answer");
    server.start();
  }

  private void answer(String path, int status, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  List<ServiceConf> conf() {
    return List.of(service("order"), service("payment"), service("travel"));
  }

  private ServiceConf service(String name) {
    return new ServiceConf(
        name, "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
