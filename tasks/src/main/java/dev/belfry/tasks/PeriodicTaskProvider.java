package dev.belfry.tasks;

/**
 * Tells a {@link PeriodicTaskManager} what is to be scheduled, from a file, a database, or wherever
 * it is kept. It is asked again and again, on one thread, and may block.
 */
@FunctionalInterface
public interface PeriodicTaskProvider {

  /**
   * Adds all entries that are to be scheduled from now on, those that were before included.
   *
   * @throws Exception if they cannot be told now; then everything stays as it is until the next
   *     time
   */
  void provide(Entries entries) throws Exception;

  /**
   * Takes the entries. One that cannot be used, because its schedule cannot be read or it is the
   * same as another, is logged and left out; the others count. For one thread, while it is asked.
   */
  interface Entries {
    /** Adds an entry with the defaults. */
    void add(String schedule, Task task, TaskOption... options);

    /** Adds an entry. */
    void add(ScheduleEntry entry);
  }
}
