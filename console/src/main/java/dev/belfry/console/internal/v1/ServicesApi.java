package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf.ServiceConf;
import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.live.Attention;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Polls the health of configured processes, one thread each. Thread-safe. */
public final class ServicesApi implements Api, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int HISTORY = 60;
  private static final int MAX_DETAIL = 500;

  /** What a service says beyond that is not read. */
  private static final int MOST_BYTES = 4 * MAX_DETAIL;

  private final List<ServiceConf> services;
  private final Broadcast broadcast;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<String, Service> states = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public ServicesApi(List<ServiceConf> services, Broadcast broadcast) {
    this.services = List.copyOf(services);
    this.broadcast = broadcast;
    services.forEach(each -> states.put(each.name(), Service.unknown(each)));
  }

  record Service(
      String name,
      String url,
      String status,
      @Nullable Integer code,
      @Nullable String detail,
      @Nullable Long latencyMs,
      @Nullable Instant checkedAt,
      @Nullable Instant since,
      List<String> history) {

    static Service unknown(ServiceConf conf) {
      return new Service(
          conf.name(), conf.url(), "unknown", null, null, null, null, null, List.of());
    }

    Service next(boolean up, @Nullable Integer code, @Nullable String text, long millis) {
      Instant now = Instant.now();
      String state = up ? "up" : "down";
      List<String> checks = new ArrayList<>(history);
      checks.add(state);
      return new Service(
          name,
          url,
          state,
          code,
          text,
          millis,
          now,
          state.equals(status) ? since : now,
          checks.subList(Math.max(0, checks.size() - HISTORY), checks.size()));
    }
  }

  /** Begins to poll. */
  public void start() {
    for (ServiceConf service : services) {
      Thread.ofVirtual().name("console-service-" + service.name()).start(() -> poll(service));
    }
  }

  private void poll(ServiceConf service) {
    try {
      do {
        Service before = states.getOrDefault(service.name(), Service.unknown(service));
        Service now = check(before);
        states.put(service.name(), now);
        if (!now.status().equals(before.status())) {
          broadcast.tell("services", Part.whole(all()));
        }
      } while (!closed.await(EVERY.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Service check(Service before) throws InterruptedException {
    long began = System.nanoTime();
    HttpRequest request = HttpRequest.newBuilder(URI.create(before.url())).timeout(TIMEOUT).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      int code = answer.statusCode();
      String text;
      try (InputStream body = answer.body()) {
        text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
      }
      return before.next(code >= 200 && code < 300, code, cut(text), millis(began));
    } catch (IOException e) {
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return before.next(false, null, cut(what), millis(began));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private List<Service> all() {
    return services.stream()
        .map(each -> states.getOrDefault(each.name(), Service.unknown(each)))
        .toList();
  }

  /** Services that are down. */
  public List<Attention> attention() {
    return all().stream()
        .filter(service -> service.status().equals("down"))
        .map(service ->
            Attention.about(
                Attention.Kind.SERVICE_DOWN,
                Attention.Severity.CRITICAL,
                service.name(),
                null,
                String.valueOf(service.detail())))
        .toList();
  }

  @Override
  public void mount(Router router) {
    router.get("/api/v1/services", Role.VIEWER, call -> call.json(Part.whole(all())));
  }

  @Override
  public void close() {
    closed.countDown();
    client.shutdownNow();
  }
}
