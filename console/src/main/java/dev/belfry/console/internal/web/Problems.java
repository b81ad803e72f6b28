package dev.belfry.console.internal.web;

import dev.belfry.tasks.CronSyntaxException;
import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.FilterSyntaxException;
import dev.belfry.tasks.QueueNotEmptyException;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.QueueStateException;
import dev.belfry.tasks.TaskChangedException;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskNotFoundException;
import dev.belfry.tasks.TaskStateException;
import dev.belfry.tasks.TaskStoreException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** What the caller is told when something is thrown. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Map<Class<? extends Throwable>, Integer> STATUS =
      Map.of(
          QueueNotFoundException.class,
          404,
          TaskNotFoundException.class,
          404,
          QueueNotEmptyException.class,
          409,
          QueueStateException.class,
          409,
          TaskStateException.class,
          409,
          TaskChangedException.class,
          409,
          TaskIdConflictException.class,
          409,
          DuplicateTaskException.class,
          409,
          TaskStoreException.class,
          503);

  private Problems() {}

  /** The problem that an exception stands for; one that nobody foresaw is logged. */
  public static Problem of(Throwable failure, String where) {
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof Problem problem) {
      return problem;
    }
    int status =
        STATUS.entrySet().stream()
            .filter(each -> each.getKey().isInstance(failure))
            .mapToInt(Map.Entry::getValue)
            .findFirst()
            .orElse(0);
    if (status > 0) {
      return Problem.of(status, detail);
    }
    return switch (failure) {
      case CronSyntaxException wrong -> Problem.field("spec", String.valueOf(wrong.getMessage()));
      case FilterSyntaxException wrong ->
          Problem.field("query", String.valueOf(wrong.getMessage()));
      case JacksonException wrong ->
          Problem.of(400, "the body cannot be read: " + wrong.getOriginalMessage());
      case IllegalArgumentException wrong -> Problem.of(400, detail);
      default -> unforeseen(failure, where);
    };
  }

  private static Problem unforeseen(Throwable failure, String where) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.atError().setCause(failure).addKeyValue("errorId", id).log("{} failed", where);
    return Problem.of(
        500, "something went wrong here; the log of the console says what under " + id);
  }
}
