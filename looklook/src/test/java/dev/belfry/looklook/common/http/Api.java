package dev.belfry.looklook.common.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an API over a socket. */
public final class Api {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port;

  /** The API on this port of this machine. */
  public Api(int port) {
    this.port = port;
  }

  /** What came back; the body is a missing node if it is not JSON. */
  public record Reply(int status, String text, JsonNode body) {
    public int code() {
      return body.path("code").asInt(-1);
    }

    public String msg() {
      return body.path("msg").asString("");
    }

    public JsonNode data() {
      return body.path("data");
    }
  }

  public Reply post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public Reply postAs(String token, String path, String body)
      throws IOException, InterruptedException {
    return post(path, body, "Authorization", "Bearer " + token);
  }

  public Reply get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
  }

  private static Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    String text = response.body();
    JsonNode body =
        text.startsWith("{") ? JSON.readTree(text) : JSON.getNodeFactory().missingNode();
    return new Reply(response.statusCode(), text, body);
  }
}
