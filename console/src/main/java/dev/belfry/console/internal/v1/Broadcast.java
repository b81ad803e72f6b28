package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.live.Sampler;
import dev.belfry.console.internal.live.Snapshot;
import dev.belfry.console.internal.web.Json;
import dev.belfry.tasks.TaskStoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes events on to all who listen. One that is slow gets the newest of each topic, and misses
 * those in between. Thread-safe.
 */
public final class Broadcast {
  /** What samples tell of. */
  private static final Set<String> SAMPLED = Set.of("overview", "queues");

  private final Sampler sampler;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Map<String, Event> latest = new ConcurrentHashMap<>();
  private final ReentrantLock sampling = new ReentrantLock();
  private Sampler.@Nullable Listening listening;
  private volatile boolean ended;

  public Broadcast(Sampler sampler) {
    this.sampler = sampler;
  }

  /** What is sent: an event of a topic, a comment, or the end. */
  static final class Event {
    private static final Event END = new Event("", new byte[0]);
    private static final Event NOTHING = new Event("", EventsApi.COMMENT);

    private final String topic;
    private final byte[] bytes;

    private Event(String topic, byte[] bytes) {
      this.topic = topic;
      this.bytes = bytes;
    }

    boolean isEnd() {
      return bytes.length == 0;
    }

    boolean isNothing() {
      return this == NOTHING;
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
      out.flush();
    }
  }

  /** Tells all who listen to a topic. */
  public void tell(String topic, Object value) {
    Event event = event(topic, value);
    latest.put(topic, event);
    subscriptions.forEach(each -> each.offer(event));
  }

  private static Event event(String topic, Object value) {
    return new Event(
        topic, ("event: " + topic + "\ndata: " + Json.text(value) + "\n\n").getBytes(UTF_8));
  }

  private void sampled(Snapshot snapshot) {
    tell("overview", snapshot.overview());
    tell("queues", snapshot.queues());
  }

  /**
   * Listens to topics; begins with the last event of each.
   *
   * @throws TaskStoreException if the numbers are not known, because Redis cannot be reached
   */
  Subscription subscribe(Set<String> topics) {
    var subscription = new Subscription(topics);
    sampling.lock();
    try {
      subscriptions.add(subscription);
      if (listening == null) {
        listening = sampler.listen(this::sampled);
      }
    } finally {
      sampling.unlock();
    }
    try {
      begin(subscription, topics);
      return subscription;
    } catch (RuntimeException e) {
      subscription.close();
      throw e;
    }
  }

  /** The others have had these; what came meanwhile is newer. */
  private void begin(Subscription subscription, Set<String> topics) {
    topics.stream()
        .filter(topic -> !SAMPLED.contains(topic))
        .map(latest::get)
        .filter(Objects::nonNull)
        .forEach(subscription::offerFirst);
    if (!Collections.disjoint(topics, SAMPLED)) {
      Snapshot now = sampler.snapshot();
      subscription.offerFirst(event("overview", now.overview()));
      subscription.offerFirst(event("queues", now.queues()));
    }
  }

  private void unsubscribe(Subscription subscription) {
    sampling.lock();
    try {
      subscriptions.remove(subscription);
      if (subscriptions.isEmpty() && listening != null) {
        listening.close();
        listening = null;
      }
    } finally {
      sampling.unlock();
    }
  }

  /** How many listen. */
  int viewers() {
    return subscriptions.size();
  }

  /** Ends all streams. */
  public void end() {
    ended = true;
    subscriptions.forEach(Subscription::wakeUp);
  }

  /** What one viewer has not got yet. */
  final class Subscription implements AutoCloseable {
    private final Set<String> topics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<String, Event> waiting = new LinkedHashMap<>();

    private Subscription(Set<String> topics) {
      this.topics = Set.copyOf(topics);
    }

    private void offer(Event event) {
      if (topics.contains(event.topic)) {
        lock.lock();
        try {
          waiting.put(event.topic, event);
          something.signal();
        } finally {
          lock.unlock();
        }
      }
    }

    /** Before anybody takes events from here. */
    private void offerFirst(Event event) {
      if (topics.contains(event.topic)) {
        lock.lock();
        try {
          waiting.putIfAbsent(event.topic, event);
        } finally {
          lock.unlock();
        }
      }
    }

    private void wakeUp() {
      lock.lock();
      try {
        something.signal();
      } finally {
        lock.unlock();
      }
    }

    /** The next event; a comment if there is none for so long. */
    Event next(Duration patience) throws InterruptedException {
      lock.lock();
      try {
        long left = patience.toNanos();
        while (waiting.isEmpty() && !ended && left > 0) {
          left = something.awaitNanos(left);
        }
        if (ended) {
          return Event.END;
        }
        if (waiting.isEmpty()) {
          return Event.NOTHING;
        }
        var first = waiting.values().iterator();
        Event event = first.next();
        first.remove();
        return event;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      unsubscribe(this);
    }
  }
}
