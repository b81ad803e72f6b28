package dev.belfry.cli;

import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.ChangeView;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskNotFoundException;
import dev.belfry.tasks.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that does the same to several things, each by itself. */
public abstract class EachCommand extends RedisCommand {
  /** For picocli. */
  protected EachCommand() {}

  /** What is done to one thing. */
  @FunctionalInterface
  protected interface Deed {
    /** Does it; what it answers with is told. */
    String doTo(String subject);
  }

  /** Does it to all of them, and says what became of each. */
  protected int each(String action, @Nullable String queue, List<String> subjects, Deed deed) {
    List<ChangeView.Result> results = new ArrayList<>();
    boolean missing = true;
    for (String subject : subjects) {
      try {
        say(Text.plain(deed.doTo(subject)));
        results.add(new ChangeView.Result(queue, subject, true, null));
        missing = false;
      } catch (TaskStoreException e) {
        throw e;
      } catch (TaskException | IllegalArgumentException e) {
        spec.commandLine()
            .getErr()
            .println("belfry: " + Text.plain(String.valueOf(e.getMessage())));
        results.add(new ChangeView.Result(queue, subject, false, e.getMessage()));
        missing &=
            e instanceof TaskNotFoundException
                || e instanceof QueueNotFoundException
                || e instanceof IllegalArgumentException;
      }
    }
    spec.commandLine().getErr().flush();
    long done = results.stream().filter(ChangeView.Result::done).count();
    long failed = results.size() - done;
    if (isJson()) {
      out().json(new ChangeView(action, done, failed, results));
    }
    return missing && failed > 0 ? ExitCodes.NOT_FOUND : ExitCodes.of(done, failed);
  }
}
