package dev.belfry.tasks.internal.redis;

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

/**
 * What people do to the store of tasks, with the tools they have. Each change to one task is
 * atomic; bulk changes are done in portions, each of them atomic. Thread-safe; blocks and fails as
 * {@link TaskBroker} does.
 */
public interface TaskAdmin {

  /** Fails with {@link dev.belfry.tasks.QueueNotFoundException} if there is no such queue. */
  void requireQueue(String queue);

  /** How a queue stands. */
  QueueInfo queue(String queue);

  /** How all queues stand. */
  QueueSamples sample();

  /** What a queue did on each of the last days, the newest first. */
  List<DailyStats> history(String queue, int days);

  /** The groups that have tasks, by name. */
  List<GroupInfo> groups(String queue);

  /** An estimate of the memory that a queue takes. */
  QueueMemory memory(String queue);

  /** Tasks of a state that has one list or set. */
  Listed list(String queue, TaskState state, Page page);

  /** Tasks that wait in a group. */
  Listed listGroup(String queue, String group, Page page);

  /** Lets a task run as soon as a worker is free. */
  Change run(String queue, String id);

  /** Archives a task. */
  Change archive(String queue, String id);

  /** Deletes a task. */
  Change delete(String queue, String id);

  /** Gives a task another time to run; nobody runs it before that. */
  Change reschedule(String queue, String id, Instant at);

  /** Replaces the message of a waiting task, if it is still the one that was read. */
  Change update(String queue, String id, byte[] seen, byte[] message);

  /** Does the same to tasks that were found in one place, if they are still what they were. */
  List<Change> change(Moving.Bulk how, SearchPlace place, List<Searched.Hit> tasks);

  /** Takes a task to another state or queue, if it is still what was read. */
  Change transfer(Transfer transfer);

  /** The stored message of a task; empty if there is none. */
  byte[] message(String queue, String id);

  /** The notes on the attempts to run a task; empty if there are none. */
  String attempts(String queue, String id);

  /** Lets all tasks of a state, or of a group, run; says how many. */
  long runAll(String queue, TaskState state, String group);

  /** Archives all tasks of a state, or of a group; says how many. */
  long archiveAll(String queue, TaskState state, String group);

  /** Deletes all tasks of a state, or of a group; says how many. */
  long deleteAll(String queue, TaskState state, String group);

  /** Keeps servers from taking tasks of the queue; false if they were kept already. */
  boolean pause(String queue);

  /** Lets servers take tasks again; false if they were not kept from it. */
  boolean resume(String queue);

  /** Deletes a queue. */
  void deleteQueue(String queue, QueueDeletion what);

  /** What each live server told. */
  List<ServerInfo> servers();

  /** What live servers told about the tasks that they run. */
  List<WorkerInfo> workers();

  /** What each live scheduler told, by its id. */
  Map<String, List<SchedulerEntry>> schedulers();

  /** What a scheduler entry enqueued, the newest first. */
  List<SchedulerEnqueueEvent> events(String entryId, Page page);

  /** What Redis tells about itself. */
  RedisInfo redis();

  /** The slot of the queue's keys in a cluster. */
  int keySlot(String queue);

  /** The addresses of the nodes that have the slot, the master first; empty without a cluster. */
  List<String> nodes(String queue);

  /**
   * Looks for what is wrong, at no more than so many keys a second, and ends at so many findings.
   */
  DoctorReport examine(int keysPerSecond, int maxFindings);

  /** Repairs what was found, if it is still so. */
  RepairReport repair(List<Finding> findings);

  /** What tools keep beside the tasks. */
  ToolData tools();
}
