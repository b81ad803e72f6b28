package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The scripts, one per operation; the file of the same name says what it does. A line {@code --!
 * include x} stands for the file {@code lib/x.lua}.
 */
enum Script {
  ACQUIRE_TOKEN(ScriptOutputType.INTEGER),
  ARCHIVE,
  ARCHIVE_ALL,
  ARCHIVE_TASK(ScriptOutputType.VALUE),
  CANCEL(ScriptOutputType.INTEGER),
  CHANGE_TASKS,
  COMPLETE,
  DELETE_ALL,
  DELETE_EXPIRED,
  DELETE_TASK(ScriptOutputType.VALUE),
  DONE,
  ENQUEUE,
  ENQUEUE_ONE(ScriptOutputType.INTEGER),
  EXCHANGE,
  EXTEND,
  FIRE,
  FORWARD,
  FREE_ACTIVE(ScriptOutputType.INTEGER),
  GROUP_ADOPT(ScriptOutputType.INTEGER),
  GROUP_LOOK,
  GROUP_QUARANTINE(ScriptOutputType.INTEGER),
  GROUP_READ,
  GROUP_REPLACE(ScriptOutputType.INTEGER),
  GROUP_RETURN(ScriptOutputType.INTEGER),
  GROUP_STAGE,
  LIST_TASKS,
  MARK,
  PAUSE(ScriptOutputType.INTEGER),
  PRESENCE(ScriptOutputType.STATUS),
  QUEUE_INFO,
  QUEUE_METRICS,
  RECORD_EVENT(ScriptOutputType.STATUS),
  RECOVER,
  REMOVE_QUEUE(ScriptOutputType.INTEGER),
  REPAIR_AGGREGATION(ScriptOutputType.INTEGER),
  REPAIR_COUNTER(ScriptOutputType.INTEGER),
  REPAIR_GROUP(ScriptOutputType.INTEGER),
  REPAIR_HISTORY(ScriptOutputType.INTEGER),
  REPAIR_LOCK(ScriptOutputType.INTEGER),
  REPAIR_MESSAGE(ScriptOutputType.INTEGER),
  REPAIR_TASK(ScriptOutputType.INTEGER),
  REPAIR_TYPE(ScriptOutputType.INTEGER),
  RELEASE_TOKEN(ScriptOutputType.INTEGER),
  REQUEUE,
  RESCHEDULE(ScriptOutputType.VALUE),
  RESULT(ScriptOutputType.INTEGER),
  RETRY,
  RUN_ALL,
  RUN_TASK(ScriptOutputType.VALUE),
  SEARCH_TASKS,
  SURVEY_ACTIVE,
  SURVEY_GROUPS,
  SURVEY_IDS,
  SURVEY_LOCKS,
  SURVEY_QUEUE,
  SURVEY_RECORDS,
  SURVEY_TASK,
  TASK,
  TRIM_ARCHIVE(ScriptOutputType.INTEGER),
  TRANSFER(ScriptOutputType.VALUE),
  UPDATE_MESSAGE(ScriptOutputType.VALUE),
  WRITE_SCHEDULER(ScriptOutputType.STATUS),
  WRITE_WORKERS(ScriptOutputType.INTEGER);

  private static final String INCLUDE = "--! include ";

  private final ScriptOutputType output;
  private final String text;
  private final String digest;

  Script() {
    this(ScriptOutputType.MULTI);
  }

  Script(ScriptOutputType output) {
    this.output = output;
    text = read(name().toLowerCase(Locale.ROOT));
    digest = sha1(text);
  }

  /**
   * Whether it makes a promise to somebody, such as that a task is stored. The others are repeated
   * anyway, or only read.
   */
  boolean mustOutliveMaster() {
    return switch (this) {
      case ACQUIRE_TOKEN,
          ARCHIVE,
          COMPLETE,
          DONE,
          ENQUEUE,
          ENQUEUE_ONE,
          EXCHANGE,
          FIRE,
          MARK,
          REQUEUE,
          RESULT,
          RETRY ->
          true;
      default -> false;
    };
  }

  ScriptOutputType output() {
    return output;
  }

  /** What Redis runs. */
  String text() {
    return text;
  }

  /** The name under which Redis remembers the script once it has run. */
  String digest() {
    return digest;
  }

  private static String read(String name) {
    String file = name + ".lua";
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the script " + file + " is missing from the jar");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.startsWith(INCLUDE) ? read("lib/" + included(line)) : line)
          .collect(joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the script " + file, e);
    }
  }

  private static String included(String line) {
    return line.substring(INCLUDE.length());
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
