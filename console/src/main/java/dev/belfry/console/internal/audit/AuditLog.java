package dev.belfry.console.internal.audit;

import dev.belfry.console.internal.access.Identity;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problems;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.ToolStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of actions, in a stream of Redis, and in this process's own log. Thread-safe. */
public final class AuditLog {
  /** Years of work by hand, and some megabytes. */
  private static final long KEPT = 20_000;

  private static final int MAX_TEXT = 1000;
  private static final String NAME = "audit";
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private final ToolStore store;

  public AuditLog(ToolStore store) {
    this.store = store;
  }

  /** What is done, without a result. */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void run() throws Exception;
  }

  /** Does something in the name of the caller, and notes what became of it. */
  public void run(Call call, Act act, Step step) throws Exception {
    call(
        call,
        act,
        () -> {
          step.run();
          return "";
        });
  }

  /** Does something in the name of the caller, and notes what became of it. */
  public <T> T call(Call call, Act act, Callable<T> step) throws Exception {
    return call(call, act, step, result -> "");
  }

  /** Does something in the name of the caller, and notes what became of it, in words. */
  public <T> T call(Call call, Act act, Callable<T> step, Function<T, String> words)
      throws Exception {
    try {
      T result = step.call();
      note(call.caller(), call.remote(), act, AuditEntry.Result.DONE, words.apply(result));
      return result;
    } catch (Exception e) {
      int status = Problems.of(e, act.action()).body().status();
      note(
          call.caller(),
          call.remote(),
          act,
          status < 500 ? AuditEntry.Result.REFUSED : AuditEntry.Result.FAILED,
          e.getMessage());
      throw e;
    }
  }

  /** Notes something. What is done stays done if Redis cannot take the note; our log has it. */
  public void note(
      Identity who, String remote, Act act, AuditEntry.Result result, @Nullable String detail) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("at", Long.toString(Instant.now().toEpochMilli()));
    entry.put("user", cut(who.user()));
    entry.put("role", who.role().word());
    entry.put("remote", remote);
    entry.put("action", act.action());
    put(entry, "queue", act.queue());
    put(entry, "target", act.target());
    put(entry, "reason", act.reason());
    entry.put("result", result.name());
    put(entry, "detail", detail);
    log.atInfo()
        .addKeyValue("user", who.user())
        .addKeyValue("action", act.action())
        .addKeyValue("queue", act.queue())
        .addKeyValue("target", act.target())
        .addKeyValue("result", result)
        .log("Console action");
    try {
      store.append(NAME, entry, KEPT);
    } catch (TaskStoreException e) {
      log.warn("The audit log misses {} by {}: {}", act, who.user(), e.getMessage());
    }
  }

  private static void put(Map<String, String> entry, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      entry.put(field, cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  /** Entries older than one of that id, the newest first; empty begins with the newest. */
  public List<AuditEntry> read(String before, int most) {
    return store.log(NAME, before, most).entrySet().stream()
        .map(each -> entry(each.getKey(), each.getValue()))
        .toList();
  }

  private static AuditEntry entry(String id, Map<String, String> fields) {
    String at = fields.getOrDefault("at", id.replaceFirst("-.*", ""));
    return new AuditEntry(
        id,
        Instant.ofEpochMilli(Long.parseLong(at)),
        fields.getOrDefault("user", ""),
        fields.getOrDefault("role", ""),
        fields.getOrDefault("remote", ""),
        fields.getOrDefault("action", ""),
        fields.get("queue"),
        fields.get("target"),
        fields.get("reason"),
        Optional.ofNullable(fields.get("result"))
            .map(AuditEntry.Result::valueOf)
            .orElse(AuditEntry.Result.DONE),
        fields.get("detail"));
  }
}
