package dev.belfry.kafka.internal;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a share group. Brokers lock each record for the member that gets it; the member
 * accepts it when it is settled and releases it when it is given up.
 *
 * <p>Kafka's client demands a word about each record of a poll before the next poll. For those that
 * are still at work the word is a renewal of the lock; the client then hands the same record over
 * again, some polls later, for another word. So a record is either <em>held</em>, when a word about
 * it can be given, or on its way back to us. The lock of a record that does not come back was lost,
 * and the record goes to another member.
 *
 * <p>As long as one record is renewed, Kafka's client (4.4) hands over no new ones: the loop is
 * <em>tied</em>, and asks for another loop beside it.
 */
final class ShareLoop extends MemberLoop {
  private static final Logger log = LoggerFactory.getLogger(ShareLoop.class);

  /** 200 ms: so long, what is not finished yet may hold up what is, and new records. */
  private static final long STRAGGLERS_NANOS = Duration.ofMillis(200).toNanos();

  /** Renewed when a third of the lock's time is over, so that one renewal may fail. */
  private static final int RENEWALS_IN_A_LOCK = 3;

  /** 30 s: Kafka's own time of a lock, until the brokers tell. */
  private static final int DEFAULT_LOCK_MILLIS = 30_000;

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Processor processor;
  private final PauseSwitch pauses;
  private final Hand hand;
  private final LinkedBlockingQueue<SharedRecord> finished = new LinkedBlockingQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean tied;

  // Owned by the poll thread
  private final Map<TopicPartition, Map<Long, SharedRecord>> taken = new HashMap<>();
  private final List<SharedRecord> held = new ArrayList<>();
  private boolean subscribed;
  private boolean unsent;
  private long polledAt = System.nanoTime();

  /**
   * What the loop works with.
   *
   * @param consumer in the explicit mode; nobody else may touch it
   * @param processor of this member
   * @param pauses of the queue
   * @param hand of all loops of the member
   */
  record Parts(
      ShareConsumer<byte[], byte[]> consumer, Processor processor, PauseSwitch pauses, Hand hand) {}

  /** What the loops of one member share. Thread-safe. */
  interface Hand {

    /** How long records may be tried. */
    SharePatience patience();

    /** How many more records may be taken. */
    int room();

    /** Records in hand up to which more are fetched beside those that take long. */
    int few();

    /** A loop is tied, and there is room for more. */
    void tied();
  }

  ShareLoop(QueueSettings settings, Parts parts, String threadName) {
    super(settings, threadName);
    this.consumer = parts.consumer();
    this.processor = parts.processor();
    this.pauses = parts.pauses();
    this.hand = parts.hand();
  }

  @Override
  public int inFlight() {
    return inFlight.get();
  }

  /** What is in hand takes long, and nothing new comes before it has ended. */
  boolean isTied() {
    return tied;
  }

  @Override
  public Map<TopicPartition, Long> lag() {
    return Map.of();
  }

  @Override
  void turn() throws InterruptedException {
    if (!subscribed) {
      consumer.subscribe(List.of(settings.position().topic()));
      subscribed = true;
      consumer.setAcknowledgementCommitCallback(this::acknowledged);
    }
    if (isQuiesced()) {
      hand.patience().finishQueued();
    }
    awaitProgress();
    if (wantsMore() || !held.isEmpty() || isOnItsWayBack()) {
      renewHeld();
      // With the poll they could lie in Kafka's client until the member leaves, and be lost.
      sendUnsent();
      poll();
    } else {
      rest(POLL);
    }
    if (silentSeconds() >= 0) {
      joined();
    }
  }

  private void acknowledged(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception failure) {
    if (failure != null) {
      log.warn(
          "{}: brokers did not take what was said about {}; it comes again: {}",
          settings.name(),
          offsets,
          failure.getMessage());
    }
  }

  private boolean wantsMore() {
    return !isQuiesced() && !pauses.isPaused() && hand.room() > 0;
  }

  private boolean isOnItsWayBack() {
    return inFlight.get() > held.size();
  }

  /** Gives word about what ends, until there is reason for another poll. */
  private void awaitProgress() throws InterruptedException {
    var renewal = lockNanos() / RENEWALS_IN_A_LOCK;
    while (true) {
      acknowledgeFinished();
      var age = System.nanoTime() - polledAt;
      if (held.isEmpty() || age >= renewal) {
        return;
      }
      if (age >= STRAGGLERS_NANOS) {
        sendUnsent();
        askForRelief();
      }
      var wait = age < STRAGGLERS_NANOS ? STRAGGLERS_NANOS - age : renewal - age;
      var next = finished.poll(Math.min(wait, POLL.toNanos()), TimeUnit.NANOSECONDS);
      if (next != null) {
        settle(next);
      }
    }
  }

  private void sendUnsent() {
    if (!unsent) {
      return;
    }
    unsent = false;
    if (isQuiesced()) {
      commitNow(COMMIT_TIMEOUT); // A member that leaves does not wait for what is on its way.
    } else {
      consumer.commitAsync();
    }
  }

  private void commitNow(Duration within) {
    var answers = consumer.commitSync(within);
    answers.forEach((partition, failure) ->
        failure.ifPresent(reason ->
            log.warn(
                "cannot acknowledge in {}; it comes again: {}", partition, reason.getMessage())));
  }

  private void askForRelief() {
    if (wantsMore() && inFlight.get() <= hand.few()) {
      tied = true;
      hand.tied();
    }
  }

  private void acknowledgeFinished() {
    for (var next = finished.poll(); next != null; next = finished.poll()) {
      settle(next);
    }
  }

  /** Gives the last word about a record; one that is on its way back gets it when it is here. */
  private void settle(SharedRecord record) {
    if (held.remove(record)) {
      acknowledge(record);
    }
  }

  private void acknowledge(SharedRecord record) {
    consumer.acknowledge(record.record(), record.lastWord());
    unsent = true;
    forget(record);
  }

  /**
   * Says that the rest is still at work, and waits until the brokers know: acknowledgements that
   * leave with a renewal and the next poll can lie in Kafka's client until their lock is lost.
   */
  private void renewHeld() {
    if (held.isEmpty()) {
      return;
    }
    for (var record : held) {
      consumer.acknowledge(record.record(), AcknowledgeType.RENEW);
      record.left(System.nanoTime());
    }
    held.clear();
    unsent = false;
    consumer.commitSync(COMMIT_TIMEOUT);
  }

  private void poll() {
    var records = consumer.poll(inFlight.get() == 0 ? POLL : POLL.dividedBy(4));
    polledAt = System.nanoTime();
    for (var partition : records.partitions()) {
      var known = taken.computeIfAbsent(partition, any -> new HashMap<>());
      for (var record : records.records(partition)) {
        arrived(known, record);
      }
    }
    if (isOnItsWayBack()) {
      giveUpLost();
    }
    if (inFlight.get() == 0) {
      tied = false;
    }
  }

  private void arrived(Map<Long, SharedRecord> known, ConsumerRecord<byte[], byte[]> record) {
    var back = known.get(record.offset());
    if (back != null) {
      back.isBack(record);
      if (back.isFinished()) {
        acknowledge(back);
      } else {
        held.add(back);
      }
      return;
    }
    var fresh = new SharedRecord(record);
    known.put(record.offset(), fresh);
    held.add(fresh);
    inFlight.incrementAndGet();
    tied = false;
    fresh.begin(processor, hand.patience(), finished::add, settings.name());
  }

  /** Forgets the records whose lock was not renewed: somebody else has them. */
  private void giveUpLost() {
    var deadline = System.nanoTime() - lockNanos();
    for (var known : taken.values()) {
      for (var record : List.copyOf(known.values())) {
        if (!held.contains(record) && record.leftBefore(deadline)) {
          log.warn("{}: the lock of {} is lost; it is handled again", settings.name(), record);
          forget(record);
        }
      }
    }
  }

  private void forget(SharedRecord record) {
    var known = taken.get(record.partition());
    if (known != null && known.remove(record.record().offset(), record)) {
      inFlight.decrementAndGet();
    }
  }

  private long lockNanos() {
    return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS))
        .toNanos();
  }

  @Override
  boolean isIdle() {
    return inFlight.get() == 0;
  }

  @Override
  Map<MetricName, ? extends Metric> metrics() {
    return consumer.metrics();
  }

  @Override
  void end() throws InterruptedException {
    hand.patience().abandon();
    var all = taken.values().stream().flatMap(known -> known.values().stream()).toList();
    all.forEach(SharedRecord::interrupt);
    var deadline = Deadline.in(INTERRUPT_GRACE);
    while (all.stream().anyMatch(record -> !record.isFinished()) && !deadline.isOver()) {
      var unused = finished.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
    // Those on their way back are released by the brokers when this member leaves.
    List.copyOf(held).forEach(this::settle);
    commitNow(lastCommit());
  }

  @Override
  void close(Duration within) {
    consumer.close(within);
  }
}
