package dev.belfry.looklook.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The booking system as its users see it: over HTTP, with a token. Thread-safe. */
final class Api implements AutoCloseable {
  /** A call of the demo that takes longer than this has failed. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  /**
   * The API at this address.
   *
   * @param base such as {@code http://127.0.0.1:8888}
   */
  Api(String base) {
    this.base = base;
  }

  String base() {
    return base;
  }

  /** The answer's {@code data}; anything but success is an error. */
  JsonNode call(String path, String token, Object body) {
    HttpResponse<String> answer = send(path, Map.of("Authorization", token), json(body));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s answered %d %s".formatted(path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body()).path("data");
  }

  /** Sends the body as it is, and returns the answer whatever it is. */
  HttpResponse<String> send(String path, Map<String, String> headers, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.setHeader(name, value);
      }
    });
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + path, e);
    }
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  @Override
  public void close() {
    http.close();
  }
}
