package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.Ack.Archive;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Taking tasks from queues. Thread-safe. */
final class Fetching {
  private static final Logger log = LoggerFactory.getLogger(Fetching.class);

  /** More would keep Redis from others for too long; Go moves as many at once. */
  private static final int MAX_BATCH = 100;

  /** Type of the task that an unreadable one is archived as; the bytes are its payload. */
  private static final String UNREADABLE_TYPE = "belfry:unreadable";

  private static final int PAUSED = -1;

  private final RedisLink link;
  private final RedisClock clock;
  private final Acknowledging acknowledging;
  private final String instance = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong calls = new AtomicLong();

  Fetching(RedisLink link, RedisClock clock, Acknowledging acknowledging) {
    this.link = link;
    this.clock = clock;
    this.acknowledging = acknowledging;
  }

  Fetch dequeue(String queue, int max, String server) {
    var keys = new Keys(queue);
    String call = server + '/' + instance + '-' + Long.toString(calls.incrementAndGet(), 36) + '/';
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
        unreadable.add(quarantine(lease, bytes, e));
      }
    }
    if (!unreadable.isEmpty()) {
      acknowledging.acknowledge(queue, unreadable);
    }
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

  private Ack quarantine(Lease lease, byte[] bytes, UndecodableException why) {
    log.atError()
        .addKeyValue("queue", lease.queue())
        .addKeyValue("task", lease.id())
        .log("archived a task that cannot be read: {}", why.getMessage());
    var message =
        TaskMessage.builder(UNREADABLE_TYPE, lease.id(), lease.queue())
            .payload(ByteString.copyFrom(bytes))
            .build();
    return new Archive(lease, message, "the stored task cannot be read: " + why.getMessage());
  }
}
