package dev.belfry.tasks.internal.wire;

import dev.belfry.tasks.TaskState;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The names of the keys of one queue; {@link Keyspace#queue} gives them. The braces around the
 * queue's name are a Redis Cluster hash tag: all keys of one queue live in one slot.
 *
 * @param keyspace the namespace that the queue is in
 * @param queue the queue's name, as it is
 */
public record Keys(Keyspace keyspace, String queue) {

  /** What every task key starts with; the task's id follows. */
  public String taskPrefix() {
    return key("t:");
  }

  /** The record of a task; a hash. */
  public String task(String id) {
    return taskPrefix() + id;
  }

  /** Ids ready to run; a list, pushed left and popped right. */
  public String pending() {
    return key("pending");
  }

  /** Ids that workers hold; a list, the newest at the left. */
  public String active() {
    return key("active");
  }

  /** The same ids by the second in which their lease ends; a sorted set. */
  public String lease() {
    return key("lease");
  }

  /** Ids by the second in which they become due; a sorted set. */
  public String scheduled() {
    return key("scheduled");
  }

  /** Failed ids by the second of their next attempt; a sorted set. */
  public String retry() {
    return key("retry");
  }

  /** Ids that failed for good, by the second they did; a sorted set. */
  public String archived() {
    return key("archived");
  }

  /** Finished ids by the second in which they may be forgotten; a sorted set. */
  public String completed() {
    return key("completed");
  }

  /** Exists while the queue is paused. */
  public String paused() {
    return key("paused");
  }

  /** Count of all attempts that ended; the day's counter appends {@code :YYYY-MM-DD} (UTC). */
  public String processed() {
    return key("processed");
  }

  /** Count of all attempts that failed; the day's counter appends {@code :YYYY-MM-DD} (UTC). */
  public String failed() {
    return key("failed");
  }

  /** The counter of one day (UTC). */
  public String processed(LocalDate day) {
    return processed() + ':' + day;
  }

  /** The counter of one day (UTC). */
  public String failed(LocalDate day) {
    return failed() + ':' + day;
  }

  /** Where a key is put that holds what it should not; {@code rest} follows the queue's prefix. */
  public String aside(String rest) {
    return keyspace.own("{" + queue + "}:aside:" + rest);
  }

  /** Names of the groups that have tasks; a set. */
  public String groups() {
    return key("groups");
  }

  /**
   * Keys of the sets that aggregators have taken, by the second of their deadline; a sorted set.
   */
  public String aggregationSets() {
    return key("aggregation_sets");
  }

  /** What every group key starts with; the group's name follows. */
  public String groupPrefix() {
    return key("g:");
  }

  /** Ids that wait in a group, by the second they were added; a sorted set. */
  public String group(String group) {
    return groupPrefix() + group;
  }

  /** Ids taken from a group to be aggregated; a sorted set like the group's own. */
  public String aggregationSet(String group, String set) {
    return group(group) + ':' + set;
  }

  /** How often in a row a group could not be aggregated, and until when it rests; a string. */
  public String groupRest(String group) {
    return own("rest:" + group);
  }

  /** Exists while a server of Belfry aggregates the queue's groups. */
  public String aggregating() {
    return own("aggregating");
  }

  /** Channel on which a Belfry writer tells the size and the name of a group that got a task. */
  public String groupsChannel() {
    return own("groups");
  }

  /** What the keys of all unique locks of the queue start with. */
  public String lockPrefix() {
    return key("unique:");
  }

  /** What every key of the queue starts with. */
  public String prefix() {
    return key("");
  }

  /** Channel on which a Belfry writer tells when a queue's next delayed task becomes due (ms). */
  public String dueChannel() {
    return own("due");
  }

  /** How far a scheduler entry has come; a hash. */
  public String fireMark(String entry) {
    return own("fire:" + entry);
  }

  /** The sorted set or list that holds the tasks of a state; groups have one each instead. */
  public String container(TaskState state) {
    return key(state.name().toLowerCase(Locale.ROOT));
  }

  /** A key that only Belfry knows: {@code belfry:{queue}:rest} in the default namespace. */
  public String own(String rest) {
    return keyspace.own('{' + queue + "}:" + rest);
  }

  private String key(String rest) {
    return keyspace.shared('{' + queue + "}:" + rest);
  }
}
