package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.DailyStats;
import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.GroupInfo;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.QueueMemory;
import dev.belfry.tasks.QueueSamples;
import dev.belfry.tasks.RedisInfo;
import dev.belfry.tasks.RepairReport;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people do to the store, on one Redis. Thread-safe. */
final class RedisAdmin implements TaskAdmin {
  private static final byte[] NOTHING = {};

  private final RedisLink link;
  private final RedisClock clock;
  private final Looking looking;
  private final QueueReading reading;
  private final Listing listing;
  private final Moving moving;
  private final QueueRemoval removal;
  private final Roster roster;
  private final ClusterPlace cluster;
  private final Repairing repairing;
  private final Transferring transferring;

  RedisAdmin(RedisLink link, RedisClock clock, Looking looking, Enqueuing enqueuing) {
    this.link = link;
    this.clock = clock;
    this.looking = looking;
    reading = new QueueReading(link, clock);
    listing = new Listing(link);
    moving = new Moving(link);
    removal = new QueueRemoval(link, clock);
    roster = new Roster(link, clock);
    cluster = new ClusterPlace(link);
    repairing = new Repairing(link, clock);
    transferring = new Transferring(link, enqueuing);
  }

  @Override
  public void requireQueue(String queue) {
    reading.require(queue);
  }

  @Override
  public QueueInfo queue(String queue) {
    return reading.info(queue);
  }

  @Override
  public QueueSamples sample() {
    return new QueueSampling(link, clock).sample(looking.queues());
  }

  @Override
  public List<DailyStats> history(String queue, int days) {
    return reading.history(queue, days);
  }

  @Override
  public List<GroupInfo> groups(String queue) {
    return reading.groups(queue);
  }

  @Override
  public QueueMemory memory(String queue) {
    return new MemoryEstimate(link, link.keys(queue)).of(reading.groups(queue));
  }

  @Override
  public Listed list(String queue, TaskState state, Page page) {
    return listing.list(queue, state, page);
  }

  @Override
  public Listed listGroup(String queue, String group, Page page) {
    return listing.group(queue, group, page);
  }

  @Override
  public Change run(String queue, String id) {
    return moving.run(queue, id);
  }

  @Override
  public Change archive(String queue, String id) {
    return moving.archive(queue, id);
  }

  @Override
  public Change delete(String queue, String id) {
    return moving.delete(queue, id);
  }

  @Override
  public Change reschedule(String queue, String id, Instant at) {
    return moving.reschedule(queue, id, at);
  }

  @Override
  public Change update(String queue, String id, byte[] seen, byte[] message) {
    return moving.update(queue, id, seen, message);
  }

  @Override
  public List<Change> change(Moving.Bulk how, SearchPlace place, List<Searched.Hit> tasks) {
    return moving.all(how, place, new Searching(link).container(place), tasks);
  }

  @Override
  public Change transfer(Transfer transfer) {
    return transferring.transfer(transfer);
  }

  @Override
  public byte[] message(String queue, String id) {
    byte[] message = link.call(redis -> redis.hget(link.keys(queue).task(id), "msg"));
    return message == null ? NOTHING : message;
  }

  @Override
  public String attempts(String queue, String id) {
    byte[] notes = link.call(redis -> redis.hget(link.keys(queue).task(id), "belfry_attempts"));
    return notes == null ? "" : new String(notes, UTF_8);
  }

  @Override
  public long runAll(String queue, TaskState state, String group) {
    return moving.all(Moving.Bulk.RUN, queue, state, group);
  }

  @Override
  public long archiveAll(String queue, TaskState state, String group) {
    return moving.all(Moving.Bulk.ARCHIVE, queue, state, group);
  }

  @Override
  public long deleteAll(String queue, TaskState state, String group) {
    return moving.all(Moving.Bulk.DELETE, queue, state, group);
  }

  @Override
  public boolean pause(String queue) {
    return link.number(Script.PAUSE, new Arguments(), link.keys(queue).paused()) == 1;
  }

  @Override
  public boolean resume(String queue) {
    return link.call(redis -> redis.del(link.keys(queue).paused())) == 1;
  }

  @Override
  public void deleteQueue(String queue, QueueDeletion what) {
    removal.delete(queue, what);
  }

  @Override
  public List<ServerInfo> servers() {
    return roster.servers();
  }

  @Override
  public List<WorkerInfo> workers() {
    return roster.workers();
  }

  @Override
  public Map<String, List<SchedulerEntry>> schedulers() {
    return roster.schedulers();
  }

  @Override
  public List<SchedulerEnqueueEvent> events(String entryId, Page page) {
    return roster.events(entryId, page);
  }

  @Override
  public RedisInfo redis() {
    String info = link.call(redis -> redis.info());
    return link.isCluster()
        ? new RedisInfo(
            info, link.call(redis -> redis.clusterInfo()), link.call(redis -> redis.clusterNodes()))
        : new RedisInfo(info, "", "");
  }

  @Override
  public int keySlot(String queue) {
    return cluster.slot(queue);
  }

  @Override
  public List<String> nodes(String queue) {
    return cluster.nodes(queue);
  }

  @Override
  public DoctorReport examine(int keysPerSecond, int maxFindings) {
    var pace = new Pace(keysPerSecond);
    return new Examination(link, clock, looking.queues(), pace, maxFindings).run();
  }

  @Override
  public RepairReport repair(List<Finding> findings) {
    return repairing.repair(findings);
  }

  @Override
  public ToolData tools() {
    return new ToolData(link);
  }
}
