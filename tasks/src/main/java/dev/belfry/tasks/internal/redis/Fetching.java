package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Taking tasks from queues. Thread-safe. */
final class Fetching {
  private static final Logger log = LoggerFactory.getLogger(Fetching.class);

  /** More would keep Redis from others for too long; Go moves as many at once. */
  private static final int MAX_BATCH = 100;

  /** Type of the task that an unreadable one is archived as; the bytes are its payload. */
  static final String UNREADABLE_TYPE = "belfry:unreadable";

  private static final int PAUSED = -1;

  private final RedisLink link;
  private final RedisClock clock;
  private final Acknowledging acknowledging;
  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong calls = new AtomicLong();

  /**
   * Calls that may have taken tasks although no reply came in time, by queue. The next call says
   * the same name, and so gets them.
   */
  private final Map<String, String> unanswered = new ConcurrentHashMap<>();

  Fetching(RedisLink link, RedisClock clock, Acknowledging acknowledging) {
    this.link = link;
    this.clock = clock;
    this.acknowledging = acknowledging;
  }

  Fetch dequeue(String queue, int max, String server) {
    String earlier = unanswered.remove(queue);
    String call = earlier == null ? newCall(server) : earlier;
    try {
      return take(queue, max, call);
    } catch (TaskStoreException e) {
      unanswered.put(queue, call);
      throw e;
    }
  }

  private String newCall(String server) {
    return server + '/' + instance + '-' + Long.toString(calls.incrementAndGet(), 36) + '/';
  }

  private Fetch take(String queue, int max, String call) {
    var keys = link.keys(queue);
    var reply =
        link.list(
            Script.DEQUEUE,
            new Arguments()
                .add(keys.taskPrefix())
                .add(Math.min(max, MAX_BATCH))
                .add(TaskBroker.LEASE.toSeconds())
                .add(call),
            keys.pending(),
            keys.paused(),
            keys.active(),
            keys.lease());
    if (reply.number(0) == PAUSED) {
      return new Fetch(Fetch.Status.PAUSED, List.of());
    }
    clock.sample(reply.number(1));
    return fetch(queue, reply);
  }

  private Fetch fetch(String queue, Reply reply) {
    var tasks = new ArrayList<LeasedTask>();
    var unreadable = new ArrayList<Ack>();
    for (int i = 2; i < reply.size(); i += 3) {
      var lease = new Lease(queue, reply.text(i), reply.text(i + 1), reply.number(0));
      byte[] bytes = reply.bytes(i + 2);
      try {
        tasks.add(new LeasedTask(decode(bytes, lease), lease));
      } catch (UndecodableException e) {
        unreadable.add(archive(lease, bytes, e));
      }
    }
    quarantine(queue, unreadable);
    // Unreadable ones count as found, so that the caller looks again at once.
    boolean found = reply.size() > 2;
    return new Fetch(found ? Fetch.Status.FOUND : Fetch.Status.EMPTY, tasks);
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
  private void quarantine(String queue, List<Ack> unreadable) {
    if (unreadable.isEmpty()) {
      return;
    }
    try {
      acknowledging.acknowledge(queue, unreadable);
    } catch (TaskStoreException e) {
      log.warn("unreadable tasks of queue {} are not archived yet", queue, e);
    }
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
