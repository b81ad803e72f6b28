package dev.belfry.looklook.common.http;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server with the routes of one or more APIs, a virtual thread for each request. On its way
 * down it refuses new requests with 503 and finishes those in hand. Thread-safe.
 */
public final class HttpServer implements Service {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private final String name;
  private final HttpConf conf;
  private final List<Routes> routes;
  private final OpenTelemetry openTelemetry;

  /** One party for this server, one for each request in hand. */
  private final Phaser inHand = new Phaser(1);

  private volatile boolean quiet;
  private volatile @Nullable Javalin javalin;

  private HttpServer(Builder builder) {
    this.name = builder.name;
    this.conf = builder.conf;
    this.routes = List.copyOf(builder.routes);
    this.openTelemetry = builder.openTelemetry;
  }

  /** A server called {@code name} in logs and errors. */
  public static Builder builder(String name, HttpConf conf) {
    return new Builder(name, conf);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be had; says which and why
   */
  @Override
  public void start() {
    Javalin created =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.concurrency.useVirtualThreads = true;
          config.http.prefer405over404 = true;
          var exchanges = new Exchanges(conf.maxBytes(), openTelemetry);
          var router =
              new JavalinRouter((path, handler) ->
                  config.routes.post(
                      path, context -> counted(context, c -> exchanges.answer(path, c, handler))));
          routes.forEach(each -> each.mount(router));
          config.routes.error(404, exchanges::noSuchPath);
          config.routes.error(405, exchanges::wrongMethod);
          config.routes.exception(Exception.class, exchanges::failed);
        });
    try {
      created.start(conf.host(), conf.port());
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "%s cannot listen on %s:%d: %s".formatted(name, conf.host(), conf.port(), e.getMessage()),
          e);
    }
    javalin = created;
    log.atInfo().addKeyValue("server", name).log("HTTP on {}:{}", conf.host(), created.port());
  }

  private void counted(Context context, io.javalin.http.Handler handler) throws Exception {
    if (quiet || inHand.register() < 0) {
      Exchanges.shuttingDown(context);
      return;
    }
    try {
      handler.handle(context);
    } finally {
      inHand.arriveAndDeregister();
    }
  }

  /** The port, also when the configuration left the choice open. */
  public int port() {
    Javalin current = javalin;
    if (current == null) {
      throw new IllegalStateException(name + " is not started");
    }
    return current.port();
  }

  @Override
  public void quiesce() {
    quiet = true;
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    quiet = true;
    try {
      inHand.awaitAdvanceInterruptibly(
          inHand.arriveAndDeregister(), deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("{} stops with {} requests in hand", name, inHand.getRegisteredParties());
    }
    Javalin current = javalin;
    if (current != null) {
      current.stop();
    }
  }

  @Override
  public Health health() {
    return quiet ? Health.down("shutting down") : Health.up();
  }

  /** Collects what a server needs. */
  public static final class Builder {
    private final String name;
    private final HttpConf conf;
    private final List<Routes> routes = new ArrayList<>();
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();

    private Builder(String name, HttpConf conf) {
      this.name = name;
      this.conf = conf;
    }

    /** Mounts an API. */
    public Builder routes(Routes more) {
      routes.add(more);
      return this;
    }

    /** Where the spans of requests go. Default: nowhere. */
    public Builder openTelemetry(OpenTelemetry value) {
      openTelemetry = value;
      return this;
    }

    public HttpServer build() {
      return new HttpServer(this);
    }
  }
}
