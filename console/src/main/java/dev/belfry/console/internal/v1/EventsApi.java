package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Live numbers as server-sent events; what is sent is made once for all viewers. */
public final class EventsApi implements Api {
  /** Proxies close what is silent for longer. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Each holds a connection and a virtual thread. */
  private static final int MOST_VIEWERS = 500;

  private static final Set<String> TOPICS =
      Set.of("overview", "queues", "job", "services", "doctor");

  private final Broadcast broadcast;
  private final Semaphore viewers = new Semaphore(MOST_VIEWERS);

  public EventsApi(Broadcast broadcast) {
    this.broadcast = broadcast;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/v1/events", Role.VIEWER, this::events);
  }

  private void events(Call call) throws Exception {
    Set<String> topics =
        new HashSet<>(List.of(call.text("topics").orElse("overview,queues").split(",", -1)));
    if (!TOPICS.containsAll(topics)) {
      throw Problem.field("topics", "topics are " + TOPICS);
    }
    if (!viewers.tryAcquire()) {
      throw Problem.tooMany(SILENCE, "too many pages are open on this console");
    }
    try (Broadcast.Subscription events = broadcast.subscribe(topics)) {
      OutputStream out = call.stream("text/event-stream");
      while (true) {
        Broadcast.Event event = events.next(SILENCE);
        if (event.isEnd()) {
          return;
        }
        event.writeTo(out);
      }
    } catch (IOException e) {
      // The viewer has gone.
    } finally {
      viewers.release();
    }
  }

  /** A line that keeps the connection open and says nothing. */
  static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);
}
