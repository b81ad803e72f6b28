package dev.belfry.tasks;

/**
 * What can be wrong with a store of tasks, and what {@link Doctor#repair} does about it. Each
 * repair looks again, in the same atomic step in which it changes something.
 */
public enum FindingKind {
  /** A worker should have the task, but has no lease: Go never looks at it again. */
  ACTIVE_WITHOUT_LEASE(
      "a worker should have the task, but nobody has a lease of it", "put back to run next"),
  /** A lease of a task that is not in the list of active ones: nobody can settle it. */
  LEASE_WITHOUT_ACTIVE(
      "there is a lease of the task, but it is not among the active ones",
      "listed again while the lease lasts, else put back to run next"),
  /** The lease ended minutes ago, and no server of the queue has recovered the task. */
  LEASE_OVERDUE(
      "the worker is gone, and no server recovered its task: does one serve this queue?",
      "put back to run next"),
  /** A record whose id is in no list or set: it never runs, and blocks its id. */
  TASK_NOWHERE(
      "the task is in no list or set, so that it never runs and its id stays taken",
      "put where its state says, so that it runs; archived if its time is lost; deleted if its time"
          + " to be kept is over"),
  /** The state in the record is not that of the list or set that has the id. */
  STATE_MISMATCH("the task is not where its state says", "its state is corrected"),
  /** One id in several lists or sets, or twice in one: it would run twice. */
  SEVERAL_PLACES("the task is in several places", "taken out of all but one"),
  /** An id without a record. */
  GHOST_ID("an id without a task", "the id is removed"),
  /** A record without a message: no task, but its id stays taken. */
  BARE_RECORD(
      "a record without a message, which is no task but keeps its id taken",
      "the record and its id are removed"),
  /** Bytes that are not a message: Go's recovery of the whole queue stops at them. */
  UNREADABLE_MESSAGE(
      "the message cannot be read",
      "archived as a task of type belfry:unreadable, with the bytes as its payload"),
  /** A message with another id or queue than its keys: Go cannot settle it. */
  MISNAMED_MESSAGE(
      "the message names another id or queue than the keys that hold it",
      "the message is corrected"),
  /** A unique lock of a task that is gone, is done, or is another one: it blocks for its term. */
  LOCK_WITHOUT_HOLDER(
      "a unique lock whose task is gone, is done, or does not claim it", "the lock is released"),
  /** A unique lock that the record of its holder does not note: removing the task leaves it. */
  LOCK_NOT_RECORDED(
      "a unique lock that its task's record does not note, so that it outlasts the task",
      "noted in the record"),
  /** Tasks wait in a group that aggregators do not know. */
  GROUP_NOT_REGISTERED(
      "a group with tasks that is not registered, so that nobody aggregates it",
      "the group is registered"),
  /** A registered group without tasks. */
  EMPTY_GROUP("a registered group without tasks", "removed from the groups"),
  /** Tasks that an aggregator took minutes ago and neither finished nor gave back. */
  STALE_AGGREGATION_SET(
      "tasks that an aggregator took and neither finished nor gave back",
      "the tasks go back to their group"),
  /** A queue with tasks that tools and metrics do not see. */
  QUEUE_NOT_REGISTERED("a queue with tasks that is not registered", "the queue is registered"),
  /** What is left of a removed queue; a new one of that name would begin paused, for example. */
  QUEUE_LEFTOVERS("what is left of a queue that was removed", "the leftovers are removed"),
  /** A key that holds another type of data than it should: commands on it fail. */
  WRONG_TYPE(
      "the key holds another type of data than it should", "renamed, so that nothing is lost"),
  /** The history of a scheduler entry that is gone; it would stay for ever. */
  HISTORY_WITHOUT_ENTRY("the history of a scheduler entry that is gone", "it ends in 90 days"),
  /** A server or scheduler that ended more than a day ago is still listed. */
  DEAD_MEMBER(
      "servers or schedulers are listed that ended more than a day ago", "no longer listed"),
  /** More archived tasks, or older ones, than the bounds of the format allow. */
  ARCHIVE_OVERGROWN(
      "the archive has more tasks than 9999, or some of more than 90 days",
      "trimmed, with records and locks"),
  /** Completed tasks whose retention ended an hour ago or more. */
  COMPLETED_OVERDUE(
      "completed tasks whose retention is over: does a server serve this queue?",
      "the tasks are removed"),
  /** A counter that is negative or not a number. */
  BROKEN_COUNTER("a counter that is negative or not a number", "it starts again at zero"),
  /** For information: tasks of a group have waited for an hour. */
  GROUP_WAITS_LONG(
      "tasks of a group have waited for more than an hour: does a server aggregate it?", "") {
    @Override
    public boolean isNote() {
      return true;
    }
  },
  /** For information: a queue has been paused for more than a day. */
  PAUSED_FOR_LONG("the queue has been paused for more than a day", "") {
    @Override
    public boolean isNote() {
      return true;
    }
  };

  private final String meaning;
  private final String remedy;

  FindingKind(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** What is wrong, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** What a repair does; empty if there is nothing to repair. */
  public String remedy() {
    return remedy;
  }

  /** Whether this is information only: nothing is wrong with the store. */
  public boolean isNote() {
    return false;
  }
}
