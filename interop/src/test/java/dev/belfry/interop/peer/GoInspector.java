package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inspector of asynq; a refusal is a {@link Refused}. For one thread. */
public final class GoInspector implements AutoCloseable {
  private static final int ALL = 1_000;

  private final GoProcess process;

  public GoInspector(EmbeddedRedis redis) {
    process = new GoProcess(redis, "inspect");
  }

  /** One task, in whatever state. */
  public Task task(String queue, String id) {
    return ask(question("task").queue(queue).id(id)).tasks.getFirst();
  }

  /** The tasks of a queue in one state, such as {@code pending}. */
  public List<Task> tasks(String queue, String state) {
    return ask(question("list").queue(queue).state(state).size(ALL)).tasks;
  }

  /** The tasks of a group. */
  public List<Task> group(String queue, String group) {
    return ask(question("list").queue(queue).state("aggregating").group(group).size(ALL)).tasks;
  }

  /** The names of all queues. */
  public List<String> queues() {
    return ask(question("queues")).names;
  }

  /** The numbers of a queue. */
  public Queue queue(String name) {
    return ask(question("queue").queue(name)).queue;
  }

  /** The groups of a queue with their sizes. */
  public Map<String, Integer> groups(String queue) {
    return ask(question("groups").queue(queue)).groups;
  }

  /** What was processed on each of the last days, today first. */
  public List<Day> history(String queue, int days) {
    return ask(question("history").queue(queue).size(days)).days;
  }

  /** The servers that beat. */
  public List<Server> servers() {
    return ask(question("servers")).servers;
  }

  /** The entries of the schedulers that beat. */
  public List<Entry> entries() {
    return ask(question("entries")).entries;
  }

  /** What a scheduler's entry has enqueued, the newest first. */
  public List<Event> events(String entryId) {
    return ask(question("events").id(entryId).size(2 * ALL)).events;
  }

  /** Makes a task run at once. */
  public void run(String queue, String id) {
    ask(question("run").queue(queue).id(id));
  }

  /** Archives a task. */
  public void archive(String queue, String id) {
    ask(question("archive").queue(queue).id(id));
  }

  /** Deletes a task. */
  public void delete(String queue, String id) {
    ask(question("delete").queue(queue).id(id));
  }

  /** Gives a scheduled task another payload. */
  public void updatePayload(String queue, String id, String payload) {
    ask(question("update").queue(queue).id(id).text(payload));
  }

  /** Cancels a running task. */
  public void cancel(String id) {
    ask(question("cancel").id(id));
  }

  /** Does {@code runAll}, {@code archiveAll} or {@code deleteAll}; tells to how many tasks. */
  public int all(String what, String queue, String state) {
    return ask(question(what).queue(queue).state(state)).count;
  }

  /** The same with a group. */
  public int allOfGroup(String what, String queue, String group) {
    return ask(question(what).queue(queue).state("aggregating").group(group)).count;
  }

  public void pause(String queue) {
    ask(question("pause").queue(queue));
  }

  public void unpause(String queue) {
    ask(question("unpause").queue(queue));
  }

  /** Deletes a queue and its waiting tasks. */
  public void deleteQueueByForce(String queue) {
    ask(question("deleteQueue").queue(queue).text("force"));
  }

  private static Question question(String ask) {
    return new Question(Map.of("ask", ask, "page", 1));
  }

  private Answer ask(Question question) {
    Answer answer = process.ask(question.fields, Answer.class);
    if (!answer.error.isEmpty()) {
      throw new Refused(answer.error);
    }
    return answer;
  }

  @Override
  public void close() {
    process.close();
  }

  /** What asynq's inspector says no with. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private record Question(Map<String, Object> fields) {
    Question queue(String name) {
      return with("queue", name);
    }

    Question id(String id) {
      return with("id", id);
    }

    Question state(String state) {
      return with("state", state);
    }

    Question group(String group) {
      return with("group", group);
    }

    Question size(int size) {
      return with("size", size);
    }

    Question text(String text) {
      return with("text", text);
    }

    private Question with(String field, Object value) {
      var more = new HashMap<>(fields);
      more.put(field, value);
      return new Question(more);
    }
  }

  private record Answer(
      List<Task> tasks,
      List<String> names,
      Queue queue,
      Map<String, Integer> groups,
      List<Day> days,
      List<Server> servers,
      List<Entry> entries,
      List<Event> events,
      int count,
      String error) {}

  /** What asynq shows of a task; headers are null if there are none. */
  public record Task(
      String id,
      String queue,
      String type,
      String payload,
      @Nullable Map<String, String> headers,
      String state,
      int maxRetry,
      int retried,
      String lastErr,
      String group,
      long retentionMs,
      long timeoutMs,
      long nextMs,
      String result,
      boolean orphaned) {}

  /** What asynq shows of a queue; counters are those of today, and of all time. */
  public record Queue(
      int size,
      int groups,
      Map<String, Integer> states,
      int processed,
      int failed,
      int processedTotal,
      int failedTotal,
      boolean paused,
      long latencyMs,
      long memory) {}

  /** What asynq shows of a day. */
  public record Day(String date, int processed, int failed) {}

  /** What asynq shows of a server. */
  public record Server(
      String host,
      int pid,
      int concurrency,
      Map<String, Integer> queues,
      boolean strict,
      String status,
      long startedMs,
      List<Worker> workers) {}

  /** What asynq shows of a running task. */
  public record Worker(
      String taskId, String type, String payload, String queue, long startedMs, long deadlineMs) {}

  /** What asynq shows of a scheduler's entry; the previous time is 0 if there was none. */
  public record Entry(
      String id,
      String spec,
      String type,
      String payload,
      List<String> options,
      long nextMs,
      long prevMs) {}

  /** What asynq shows of one fire of an entry. */
  public record Event(String taskId, long atMs) {}
}
