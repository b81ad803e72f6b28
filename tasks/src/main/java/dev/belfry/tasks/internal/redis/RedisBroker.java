package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The store on one Redis, in the format of asynq. Thread-safe. */
public final class RedisBroker implements TaskBroker {
  private final RedisLink link;
  private final RedisClock clock;
  private final Enqueuing enqueuing;
  private final Fetching fetching;
  private final Acknowledging acknowledging;
  private final Leasing leasing;
  private final Maintaining maintaining;
  private final Presence presence;
  private final ScheduleStore schedules;
  private final TokenStore tokens;
  private final Channels channels;
  private final Forwarding forwarding;
  private final Grouping grouping;
  private final Waiting waiting;
  private final Looking looking;
  private final RedisAdmin admin;
  private final Searching searching;

  private RedisBroker(RedisLink link) {
    this.link = link;
    clock = new RedisClock(link);
    enqueuing = new Enqueuing(link, clock);
    acknowledging = new Acknowledging(link, clock);
    fetching = new Fetching(link, clock, acknowledging);
    leasing = new Leasing(link, clock);
    maintaining = new Maintaining(link, clock);
    presence = new Presence(link, clock);
    schedules = new ScheduleStore(link);
    tokens = new TokenStore(link);
    channels = new Channels(link);
    forwarding = new Forwarding(link, clock, channels);
    grouping = new Grouping(link, clock, channels);
    waiting = new Waiting(link);
    looking = new Looking(link);
    admin = new RedisAdmin(link, clock, looking, enqueuing);
    searching = new Searching(link);
  }

  /**
   * Connects.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static RedisBroker connect(RedisTarget target) {
    return new RedisBroker(RedisLink.open(target));
  }

  @Override
  public Keyspace keyspace() {
    return link.keyspace();
  }

  /** What people do to the same store. */
  public TaskAdmin admin() {
    return admin;
  }

  /** Looking for tasks. */
  public Searching searching() {
    return searching;
  }

  @Override
  public NewTask.Result enqueue(NewTask task) {
    return enqueuing.enqueue(task);
  }

  @Override
  public CompletableFuture<NewTask.Result> enqueueAsync(NewTask task) {
    return enqueuing.enqueueAsync(task);
  }

  @Override
  public List<CompletableFuture<NewTask.Result>> enqueueAll(List<NewTask> tasks) {
    return enqueuing.enqueueAll(tasks);
  }

  @Override
  public Fetch dequeue(String queue, int max, String owner) {
    return fetching.dequeue(queue, max, new Taker(owner, Taker.Waits.TOLD));
  }

  @Override
  public CompletionStage<Exchange> exchange(
      String queue, List<Ack.Done> successes, int max, Taker taker) {
    return fetching.exchange(queue, successes, max, taker);
  }

  @Override
  public List<Ack.Result> acknowledge(String queue, List<? extends Ack> acks) {
    return acknowledging.acknowledge(queue, acks);
  }

  @Override
  public Extension extendLeases(String queue, List<Lease> leases) {
    return leasing.extend(queue, leases);
  }

  @Override
  public boolean writeResult(Lease lease, byte[] result) {
    return leasing.writeResult(lease, result);
  }

  @Override
  public boolean isAtRest(String queue) {
    return maintaining.isAtRest(queue);
  }

  @Override
  public Recovery recover(String queue) {
    return maintaining.recover(queue);
  }

  @Override
  public Forwarded forward(String queue) {
    return forward(queue, DelayedSet.SCHEDULED).and(forward(queue, DelayedSet.RETRY));
  }

  @Override
  public Forwarded forward(String queue, DelayedSet set) {
    return forwarding.forward(queue, set);
  }

  @Override
  public Optional<Instant> nextDue(String queue, DelayedSet set) {
    return forwarding.nextDue(queue, set);
  }

  @Override
  public Expired deleteExpired(String queue, int most) {
    return maintaining.deleteExpired(queue, most);
  }

  @Override
  public CompletableFuture<Wake> awaitPending(String queue, Duration timeout) {
    return waiting.awaitPending(queue, timeout);
  }

  @Override
  public Grouping grouping() {
    return grouping;
  }

  @Override
  public boolean isPaused(String queue) {
    return looking.isPaused(queue);
  }

  @Override
  public void writeServerState(ServerInfo server, Collection<WorkerInfo> workers, Duration ttl) {
    presence.writeServer(server, workers, ttl);
  }

  @Override
  public void clearServerState(ServerInfo server) {
    presence.clearServer(server);
  }

  @Override
  public ScheduleStore schedules() {
    return schedules;
  }

  /** The tokens of semaphores. */
  public TokenStore tokens() {
    return tokens;
  }

  @Override
  public void publishCancel(String taskId) {
    leasing.noteCancel(looking.queues(), taskId);
    channels.publish(keyspace().cancelChannel(), taskId);
  }

  @Override
  public Subscription onCancel(Consumer<String> listener) {
    return channels.listen(keyspace().cancelChannel(), listener);
  }

  @Override
  public Subscription onDue(String queue, DueListener listener) {
    return forwarding.listen(queue, listener);
  }

  @Override
  public Optional<StoredTask> task(String queue, String id) {
    return looking.task(queue, id);
  }

  @Override
  public Map<TaskState, Long> counts(String queue) {
    return looking.counts(queue);
  }

  @Override
  public Set<String> queues() {
    return looking.queues();
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void ping() {
    link.call(redis -> redis.ping());
  }

  @Override
  public void close() {
    link.close();
  }
}
