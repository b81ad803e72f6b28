package dev.belfry.interop;

import dev.belfry.embedded.EmbeddedRedis;
import java.util.List;
import java.util.Map;

/** An inspector of asynq. */
final class GoInspector implements AutoCloseable {
  private final GoProcess process;

  GoInspector(EmbeddedRedis redis) {
    process = new GoProcess("inspect", redis);
  }

  /** One task, in whatever state. */
  Task task(String queue, String id) {
    return ask(new Question("task", queue, id, "")).tasks().getFirst();
  }

  /** The tasks of a queue in one state, such as {@code pending}. */
  List<Task> tasks(String queue, String state) {
    return ask(new Question("list", queue, "", state)).tasks();
  }

  /** The names of all queues. */
  List<String> queues() {
    return ask(new Question("queues", "", "", "")).queues();
  }

  /** The servers that beat. */
  List<Server> servers() {
    List<Server> servers = ask(new Question("servers", "", "", "")).servers();
    return servers == null ? List.of() : servers;
  }

  /** Makes a waiting task run at once. */
  void run(String queue, String id) {
    ask(new Question("run", queue, id, ""));
  }

  private Answer ask(Question question) {
    Answer answer = process.ask(question, Answer.class);
    if (!answer.error().isEmpty()) {
      throw new IllegalStateException(question + ": " + answer.error());
    }
    return answer;
  }

  @Override
  public void close() {
    process.close();
  }

  private record Question(String ask, String queue, String id, String state) {}

  private record Answer(
      List<Task> tasks, List<String> queues, List<Server> servers, String error) {}

  /** What asynq shows of a task; headers are null if there are none. */
  record Task(
      String id,
      String queue,
      String type,
      String payload,
      Map<String, String> headers,
      String state,
      int maxRetry,
      int retried,
      String lastErr,
      long retentionMs,
      long timeoutMs,
      long nextMs,
      String result,
      boolean orphaned) {}

  /** What asynq shows of a server. */
  record Server(
      String host,
      int pid,
      int concurrency,
      Map<String, Integer> queues,
      boolean strict,
      String status,
      long startedMs,
      int active) {}
}
