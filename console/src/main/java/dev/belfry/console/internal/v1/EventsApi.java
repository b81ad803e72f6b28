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

  /** So long at most, who has been logged out is still told numbers. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

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
      stream(call, events);
    } catch (IOException e) {
      // The viewer has gone.
    } finally {
      viewers.release();
    }
  }

  private static void stream(Call call, Broadcast.Subscription events)
      throws IOException, InterruptedException {
    OutputStream out = call.stream("text/event-stream");
    long wroteAt = System.nanoTime();
    while (call.mayStay()) {
      Broadcast.Event event = events.next(LOOK_AGAIN);
      if (event.isEnd()) {
        return;
      }
      if (!event.isNothing() || System.nanoTime() - wroteAt >= SILENCE.toNanos()) {
        event.writeTo(out);
        wroteAt = System.nanoTime();
      }
    }
    out.write(LEFT);
    out.flush();
  }

  /** The last event of a stream whose viewer has been logged out. */
  private static final byte[] LEFT = "event: session\ndata: null\n\n".getBytes(UTF_8);

  /** A line that keeps the connection open and says nothing. */
  static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);
}
