package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.EnqueuedView;
import dev.belfry.cli.view.QueueView;
import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belfry task enqueue}. */
@Command(
    name = "enqueue",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Enqueues a task, or with --stdin one for each line of standard input.",
      "A line is a JSON object with type, payload (a text as it is, anything else as JSON), queue,"
          + " id, max_retry, timeout, deadline, unique, process_in, process_at, retention, group,"
          + " headers; what it does not say, the options say."
    })
final class TaskEnqueueCommand extends RedisCommand {
  /** Stored in one go; so many are lost from sight if this process is killed. */
  private static final int BATCH = 1000;

  @Mixin private NewTaskOptions options = new NewTaskOptions();

  @Option(names = "--stdin", description = "Read tasks from standard input.")
  private boolean stdin;

  private long done;
  private long failed;

  @Override
  protected int run(TaskInspector inspector) throws IOException {
    try (TaskClient client = TaskClient.connect(redis().target(session()))) {
      if (stdin) {
        readAll(client);
      } else {
        String type = options.type();
        if (type == null) {
          throw wrong("say what to enqueue: --type, or --stdin");
        }
        store(client, new TreeMap<>(Map.of(1L, task(type))));
      }
    }
    if (stdin && !isJson()) {
      say(done + " tasks enqueued, " + failed + " not");
    }
    return ExitCodes.of(done, failed);
  }

  private Task task(String type) {
    try {
      return options.task(type).with(options.options().toArray(TaskOption[]::new));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void readAll(TaskClient client) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(session().in(), UTF_8));
    var batch = new TreeMap<Long, Task>();
    long number = 0;
    for (String line; (line = lines.readLine()) != null; ) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        batch.put(number, TaskLine.read(line, options));
      } catch (IllegalArgumentException e) {
        refused(number, String.valueOf(e.getMessage()));
      }
      if (batch.size() == BATCH) {
        store(client, batch);
        batch.clear();
      }
    }
    store(client, batch);
  }

  private void store(TaskClient client, SortedMap<Long, Task> batch) {
    List<Long> lines = new ArrayList<>(batch.keySet());
    List<EnqueueResult> results = client.enqueueAll(List.copyOf(batch.values()));
    for (int i = 0; i < results.size(); i++) {
      switch (results.get(i)) {
        case EnqueueResult.Stored(TaskInfo task) -> stored(lines.get(i), task);
        case EnqueueResult.Refused(Task task, var why) ->
            refused(lines.get(i), String.valueOf(why.getMessage()));
      }
    }
  }

  private void stored(long line, TaskInfo task) {
    done++;
    if (isJson()) {
      out()
          .jsonLine(
              new EnqueuedView(
                  line,
                  true,
                  task.id(),
                  task.queue(),
                  QueueView.name(task.state()),
                  task.nextProcessAt().orElse(null),
                  null));
    } else if (!stdin) {
      say(
          "enqueued task "
              + Text.plain(task.id())
              + " to queue \""
              + Text.plain(task.queue())
              + '"');
    }
  }

  private void refused(long line, String problem) {
    failed++;
    if (isJson()) {
      out().jsonLine(new EnqueuedView(line, false, null, null, null, null, problem));
    } else {
      spec.commandLine()
          .getErr()
          .println("belfry: " + (stdin ? "line " + line + ": " : "") + Text.plain(problem));
      spec.commandLine().getErr().flush();
    }
  }
}
