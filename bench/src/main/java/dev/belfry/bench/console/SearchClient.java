package dev.belfry.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Asks the console as its pages do. Thread-safe. */
final class SearchClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String console;

  SearchClient(String console) {
    this.console = console;
  }

  /**
   * How a search went.
   *
   * @param firstNanos until the first hit; means nothing if there was none
   * @param nanos until its end
   * @param hits how many came
   */
  record Result(long firstNanos, long nanos, int hits) {}

  Result search(String text) throws IOException, InterruptedException {
    String query = "api/v1/search?limit=100&text=" + URLEncoder.encode(text, UTF_8);
    long begin = System.nanoTime();
    long first = 0;
    int hits = 0;
    try (var lines = new BufferedReader(new InputStreamReader(open(query), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"kind\":\"hit\"") && hits++ == 0) {
          first = System.nanoTime() - begin;
        }
      }
    }
    return new Result(first, System.nanoTime() - begin, hits);
  }

  /** How far the console's looks at its queues are apart. */
  Duration period() throws IOException, InterruptedException {
    try (InputStream overview = open("api/v1/overview")) {
      return Duration.ofMillis(JsonMapper.shared().readTree(overview).get("sampleMs").asLong());
    }
  }

  private InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(URI.create(console + path)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answers with " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
