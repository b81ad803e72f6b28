package dev.belfry.interop.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an API, as a script does. Thread-safe. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String base;

  /** Without a slash at the end. */
  Http(String base) {
    this.base = base;
  }

  /** An answer. */
  record Answer(int status, String body) {
    /** The body, if it is JSON. */
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + base + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A name as part of a path. */
  static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }
}
