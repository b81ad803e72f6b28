package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Taking tasks from queues. Thread-safe. */
final class Fetching {
  private static final Logger log = LoggerFactory.getLogger(Fetching.class);

  /** Type of the task that an unreadable one is archived as; the bytes are its payload. */
  static final String UNREADABLE_TYPE = "belfry:unreadable";

  private static final int PAUSED = -1;

  private final RedisLink link;
  private final RedisClock clock;
  private final Acknowledging acknowledging;
  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong calls = new AtomicLong();

  /**
   * Calls that may have taken tasks although no reply came in time, by queue. The next calls say
   * the same names, and so get them.
   */
  private final Map<String, Queue<String>> unanswered = new ConcurrentHashMap<>();

  Fetching(RedisLink link, RedisClock clock, Acknowledging acknowledging) {
    this.link = link;
    this.clock = clock;
    this.acknowledging = acknowledging;
  }

  Fetch dequeue(String queue, int max, Taker taker) {
    return link.await(exchange(queue, List.of(), max, taker)).fetch();
  }

  CompletionStage<Exchange> exchange(String queue, List<Ack.Done> successes, int max, Taker taker) {
    String earlier = earlierCall(queue);
    String call = earlier == null ? newCall(taker.name()) : earlier;
    var keys = link.keys(queue);
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(Math.min(max, TaskBroker.MAX_EXCHANGE))
            .add(TaskBroker.LEASE.toSeconds())
            .add(call)
            .addRepetitionMark(earlier != null)
            .add(taker.waits() == Taker.Waits.TOLD ? 1 : 0)
            .add(successes.size());
    List<Ack.Done> ordered = addSuccesses(arguments, successes);
    addLocks(arguments, keys, ordered);
    return link.<List<Object>>startPiped(
            Script.EXCHANGE,
            arguments,
            keys.pending(),
            keys.paused(),
            keys.active(),
            keys.lease(),
            keys.processed())
        .whenComplete((reply, failure) -> {
          if (failure != null) {
            unanswered.computeIfAbsent(queue, any -> new ConcurrentLinkedQueue<>()).add(call);
          }
        })
        .thenCompose(values -> exchanged(queue, call, ordered, new Reply(values)));
  }

  /** Adds them by the end of their leases; returns them in the order in which they are now. */
  private static List<Ack.Done> addSuccesses(Arguments arguments, List<Ack.Done> successes) {
    var ordered = new ArrayList<>(successes);
    ordered.sort(Comparator.comparingLong(success -> success.lease().until()));
    for (int from = 0; from < ordered.size(); ) {
      long until = ordered.get(from).lease().until();
      int to = from;
      while (to < ordered.size() && ordered.get(to).lease().until() == until) {
        to++;
      }
      arguments.add(until).add(to - from);
      ordered.subList(from, to).forEach(success -> arguments.add(success.lease().id()));
      from = to;
    }
    return ordered;
  }

  private @Nullable String earlierCall(String queue) {
    Queue<String> calls = unanswered.get(queue);
    return calls == null ? null : calls.poll();
  }

  private String newCall(String server) {
    return server + '/' + instance + '-' + Long.toString(calls.incrementAndGet(), 36) + '/';
  }

  private static void addLocks(Arguments arguments, Keys keys, List<Ack.Done> successes) {
    for (int i = 0; i < successes.size(); i++) {
      String lock = Acknowledging.lock(keys, successes.get(i).message());
      if (!lock.isEmpty()) {
        arguments.add(i + 1).add(lock);
      }
    }
  }

  private CompletionStage<Exchange> exchanged(
      String queue, String call, List<Ack.Done> successes, Reply reply) {
    clock.sample(reply.number(1));
    var unsettled = new ArrayList<Ack.Done>();
    String places = reply.text(2);
    if (!places.isEmpty()) {
      for (String place : places.split(",", 0)) {
        unsettled.add(successes.get(Integer.parseInt(place) - 1));
      }
    }
    var tasks = new ArrayList<LeasedTask>();
    var unreadable = new ArrayList<Ack>();
    for (int i = 3; i < reply.size(); i += 3) {
      var lease = new Lease(queue, reply.text(i), call, reply.number(0));
      byte[] bytes = reply.bytes(i + 1);
      try {
        tasks.add(new LeasedTask(decode(bytes, lease), lease, waited(reply, i + 2)));
      } catch (UndecodableException e) {
        unreadable.add(archive(lease, bytes, e));
      }
    }
    // Unreadable ones count as found, so that the caller looks again at once.
    var status = reply.size() > 3 ? Fetch.Status.FOUND : Fetch.Status.EMPTY;
    if (reply.number(0) == PAUSED) {
      status = Fetch.Status.PAUSED;
    }
    var exchange = new Exchange(new Fetch(status, tasks), unsettled);
    return unreadable.isEmpty()
        ? CompletableFuture.completedFuture(exchange)
        : quarantine(queue, unreadable).handle((done, failure) -> exchange);
  }

  /** How long a task was ready to run; Go does not always note since when. */
  private static Optional<Duration> waited(Reply reply, int index) {
    String since = reply.text(index);
    if (since.isEmpty()) {
      return Optional.empty();
    }
    try {
      long now = TimeUnit.MILLISECONDS.toNanos(reply.number(1));
      return Optional.of(Duration.ofNanos(Math.max(0, now - Long.parseLong(since))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The keys that hold a task decide what it is called; a message that says otherwise is wrong. */
  private static TaskMessage decode(byte[] bytes, Lease lease) throws UndecodableException {
    TaskMessage message = TaskMessage.decode(bytes);
    if (message.id().equals(lease.id()) && message.queue().equals(lease.queue())) {
      return message;
    }
    return message.toBuilder().id(lease.id()).queue(lease.queue()).build();
  }

  /** If this fails, the readable tasks run all the same, and the others come back. */
  private CompletionStage<?> quarantine(String queue, List<Ack> unreadable) {
    return acknowledging
        .begin(queue, unreadable)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            log.warn("unreadable tasks of queue {} are not archived yet", queue, failure);
          }
        });
  }

  private static Ack archive(Lease lease, byte[] bytes, UndecodableException why) {
    log.atError()
        .addKeyValue("queue", lease.queue())
        .addKeyValue("task", lease.id())
        .log("archiving a task that cannot be read: {}", why.getMessage());
    var message =
        TaskMessage.builder(UNREADABLE_TYPE, lease.id(), lease.queue())
            .payload(ByteString.copyFrom(bytes))
            .build();
    return new Archive(lease, message, "the stored task cannot be read: " + why.getMessage());
  }
}
