package dev.belfry.kafka.internal;

import dev.belfry.kafka.StartFrom;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the group: a thread that owns a Kafka consumer, polls it, hands the records to the
 * lanes and commits what they finished. It never waits for a handler outside a rebalance or a stop,
 * so the group never takes it for dead. Nobody else touches the consumer.
 */
final class PollLoop extends MemberLoop implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  /** 5 ms: between polls while all is full, and how late a drained loop ends. */
  private static final Duration SHORT_POLL = Duration.ofMillis(5);

  private final Source source;
  private final Consumer<byte[], byte[]> consumer;
  private final Processor processor;
  private final PauseSwitch pauses;
  private final InFlight inFlight;
  private final Crew crew;

  // Owned by the poll thread
  private final Map<TopicPartition, PartitionWork> works = new HashMap<>();
  private final Commits commits;
  private final Lag lag;
  private final Waiting waiting = new Waiting();
  private Set<String> topics = Set.of();
  private boolean anyFull; // Of bytes, or a partition
  private boolean watched;
  private boolean steered;

  /**
   * What the loop works with.
   *
   * @param source what it reads
   * @param consumer nobody else may touch it
   * @param processor of all members of the queue
   * @param pauses of the queue
   * @param endOffsets for the lag
   * @param meters for the lag
   */
  record Parts(
      Source source,
      Consumer<byte[], byte[]> consumer,
      Processor processor,
      PauseSwitch pauses,
      EndOffsets endOffsets,
      MeterRegistry meters) {}

  PollLoop(QueueSettings settings, Parts parts, String threadName) {
    super(settings, threadName);
    this.source = parts.source();
    this.consumer = parts.consumer();
    this.processor = parts.processor();
    this.pauses = parts.pauses();
    this.inFlight =
        new InFlight(settings.limits().maxInFlight(), settings.limits().maxInFlightBytes());
    this.crew = new Crew(settings.limits().parallelism(), threadName);
    this.commits = new Commits(consumer, settings.timing().commitInterval());
    this.lag =
        new Lag(
            consumer,
            parts.endOffsets(),
            parts.meters(),
            Tags.of("queue", settings.name(), "group", settings.position().group()));
  }

  @Override
  public int inFlight() {
    return inFlight.messages();
  }

  @Override
  public Map<TopicPartition, Long> lag() {
    return lag.byPartition();
  }

  @Override
  void turn() throws InterruptedException {
    if (!subscribed()) {
      return;
    }
    if (isAnyFull()) {
      // Short handlers make room at once; to pause would cost more.
      inFlight.awaitRoom(SHORT_POLL, this::gotRoom);
    }
    steer();
    var records = consumer.poll(patience());
    dispatch(records);
    watched = false;
    for (var work : works.values()) {
      watched |= work.watch();
    }
    commits.commitDue(works);
    lag.measureDue(works);
  }

  /** Whether there is anything to read. */
  private boolean subscribed() throws InterruptedException {
    var wanted = source.topics();
    if (!wanted.equals(topics)) {
      consumer.subscribe(wanted, this);
      topics = wanted;
    }
    if (wanted.isEmpty()) {
      joined();
      rest(POLL);
      return false;
    }
    return true;
  }

  private Duration patience() {
    if (anyFull) {
      return Duration.ZERO; // It has waited for room.
    }
    if (watched || isStopping()) {
      return SHORT_POLL;
    }
    var due = waiting.nextMillis() - System.currentTimeMillis();
    return due >= POLL.toMillis() ? POLL : Duration.ofMillis(Math.max(due, SHORT_POLL.toMillis()));
  }

  private boolean isAnyFull() {
    anyFull = inFlight.bytes().isFull();
    for (var work : works.values()) {
      anyFull |= work.bound().isFull();
    }
    return anyFull;
  }

  private boolean gotRoom() {
    return inFlight.bytes().gotRoom()
        || works.values().stream().anyMatch(work -> work.bound().gotRoom());
  }

  /**
   * Stops fetching where too much is in flight, or everywhere if no more is wanted; polling goes
   * on.
   */
  private void steer() {
    if (isQuiesced()) {
      works.values().forEach(work -> work.finishQueued(attemptDeadline()));
    }
    if (!isAnyFull() && !isQuiesced() && !pauses.isOn() && waiting.isEmpty() && !steered) {
      return;
    }
    var closed = new HashSet<TopicPartition>();
    var open = new HashSet<TopicPartition>();
    for (var partition : consumer.assignment()) {
      (isClosed(partition) ? closed : open).add(partition);
    }
    steered = !closed.isEmpty();
    var paused = consumer.paused();
    closed.removeAll(paused);
    open.retainAll(paused);
    if (!closed.isEmpty()) {
      consumer.pause(closed);
    }
    if (!open.isEmpty()) {
      consumer.resume(open);
    }
  }

  private boolean isClosed(TopicPartition partition) {
    var work = works.get(partition);
    return isQuiesced()
        || pauses.isPaused(partition.partition())
        || waiting.has(partition)
        || inFlight.bytes().isFull()
        || (work != null && work.bound().isFull());
  }

  private void dispatch(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    if (isQuiesced()) {
      // They came with the last poll. Nothing behind the finished ones is committed.
      return;
    }
    for (var due : waiting.takeDue(System.currentTimeMillis()).entrySet()) {
      take(due.getKey(), due.getValue());
    }
    for (var partition : records.partitions()) {
      take(partition, records.records(partition));
    }
  }

  private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch)
      throws InterruptedException {
    var work = works.get(partition);
    if (work == null) {
      return;
    }
    var taker = current(partition, work, batch.getFirst().offset());
    for (var i = 0; source.delays() && i < batch.size(); i++) {
      var due = source.dueMillis(batch.get(i));
      if (due != 0 && due > System.currentTimeMillis()) {
        waiting.put(partition, batch.subList(i, batch.size()), due);
        taker.accept(batch.subList(0, i));
        return;
      }
    }
    taker.accept(batch);
  }

  /**
   * The work that takes a partition's records from {@code offset} on. Offsets fall when a topic was
   * deleted and made anew, or a broker lost its end: what is in flight then belongs to a past life.
   */
  private PartitionWork current(TopicPartition partition, PartitionWork work, long offset)
      throws InterruptedException {
    if (!work.isPast(offset)) {
      return work;
    }
    log.warn("{}: {} begins anew at offset {}", settings.name(), partition, offset);
    finish(List.of(work));
    var anew = newWork(partition);
    works.put(partition, anew);
    return anew;
  }

  private PartitionWork newWork(TopicPartition partition) {
    return new PartitionWork(
        processor, settings.position().mode(), inFlight, crew, settings.name() + "-" + partition);
  }

  @Override
  boolean isIdle() {
    return works.values().stream().allMatch(PartitionWork::isIdle);
  }

  @Override
  Map<MetricName, ? extends Metric> metrics() {
    return consumer.metrics();
  }

  @Override
  void end() throws InterruptedException {
    finish(works.values());
    var committed = commits.commitNow(works, lastCommit());
    while (!committed && hasTime()) {
      // Kafka's client takes no commit while the group rebalances, which only polls bring on. What
      // they bring is not handled any more, so not committed.
      consumer.poll(POLL);
      committed = commits.commitNow(works, lastCommit());
    }
    if (!committed) {
      log.warn("{} could not commit what it handled last; it comes again", settings.name());
    }
    lag.gone(works.keySet());
    works.clear();
  }

  /** Lets what runs come to its end, for a while, and ends the rest. */
  private void finish(Collection<PartitionWork> leaving) throws InterruptedException {
    var deadline = Deadline.in(min(settings.timing().revokeTimeout(), untilEnd().dividedBy(2)));
    leaving.forEach(work -> work.finishRunning(deadline));
    for (var work : leaving) {
      var unused = work.awaitIdle(deadline);
    }
    interrupt(leaving);
  }

  /** Ends what still runs. It has had its time. */
  private static void interrupt(Collection<PartitionWork> works) throws InterruptedException {
    var running = works.stream().filter(work -> !work.isIdle()).toList();
    running.forEach(PartitionWork::abandon);
    var deadline = Deadline.in(INTERRUPT_GRACE);
    for (var work : running) {
      if (!work.awaitIdle(deadline)) {
        log.warn("a handler does not heed its interruption; its message will come again");
      }
    }
  }

  @Override
  void close(Duration within) {
    consumer.close(CloseOptions.timeout(within));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      works.put(partition, newWork(partition));
    }
    if (settings.position().startFrom() == StartFrom.LAST) {
      commits.pin(partitions, COMMIT_TIMEOUT);
    }
    lag.assigned(partitions);
    log.info("{} got {} and has {}", settings.name(), partitions, works.keySet());
    joined();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    var leaving = remove(partitions);
    if (leaving.isEmpty()) {
      return;
    }
    try {
      finish(leaving.values());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!commits.commitNow(leaving, COMMIT_TIMEOUT)) {
      log.warn(
          "{} could not commit {}; what was handled there comes again",
          settings.name(),
          partitions);
    }
    commits.forget(partitions);
    log.info("{} gave up {}", settings.name(), partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    // Others have them already: a commit would be refused, and waiting would only repeat work.
    remove(partitions).values().forEach(PartitionWork::abandon);
    commits.forget(partitions);
    health.expelled();
    log.warn("{} lost {}; what was in flight is handled again", settings.name(), partitions);
  }

  private Map<TopicPartition, PartitionWork> remove(Collection<TopicPartition> partitions) {
    var removed =
        partitions.stream()
            .filter(works::containsKey)
            .collect(Collectors.toMap(partition -> partition, works::get));
    works.keySet().removeAll(partitions);
    waiting.forget(Set.copyOf(partitions));
    lag.gone(partitions);
    return removed;
  }
}
