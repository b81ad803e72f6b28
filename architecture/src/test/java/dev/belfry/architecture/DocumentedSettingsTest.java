package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set is in a table of its page, with default and consequence, and in an example. */
class DocumentedSettingsTest {
  /** Methods that return the builder they are called on, or make an option of a task. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^ +(?:public (?:<T> )?\\w*Builder|static TaskOption) (\\w+)\\(");

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\\n(.*?)```");

  @ParameterizedTest
  @CsvSource({
    "tasks.md, tasks, TaskOption",
    "tasks.md, tasks, RedisTarget",
    "tasks.md, tasks, TaskServer",
    "tasks.md, tasks, TaskScheduler",
    "tasks.md, tasks, ScheduleEntry",
    "tasks.md, tasks, PeriodicTaskManager",
    "messaging.md, messaging, ExponentialRetry",
    "messaging.md, messaging, IdempotencyGuard",
    "messaging.md, messaging, Batching",
    "messaging.md, messaging/redis, RedisProcessedStore",
    "messaging.md, kafka, KafkaQueueBuilder",
    "messaging.md, kafka, KafkaSender",
    "messaging.md, beanstalkd, BeanstalkProducer",
    "messaging.md, beanstalkd, BeanstalkQueue",
    "outbox.md, outbox, OutboxRelay",
  })
  void everySetting_isInATableAndInAnExample(String document, String folder, String type) {
    String page = SourceTree.read(SourceTree.root().resolve("docs").resolve(document));
    String tables = page.lines().filter(line -> line.startsWith("|")).collect(Collectors.joining());
    String examples =
        EXAMPLE.matcher(page).results().map(found -> found.group(1)).collect(Collectors.joining());

    assertThat(settings(folder, type))
        .isNotEmpty()
        .allMatch(in(tables, "`%s\\b"), "is in a table of " + document)
        .allMatch(in(examples, "\\b%s\\("), "is in an example of " + document);
  }

  private static Predicate<String> in(String text, String pattern) {
    return name -> Pattern.compile(pattern.formatted(name)).matcher(text).find();
  }

  private static List<String> settings(String folder, String type) {
    Path source =
        SourceTree.root()
            .resolve(folder.replaceFirst("/.*", ""))
            .resolve("src/main/java/dev/belfry")
            .resolve(folder)
            .resolve(type + ".java");
    return SETTING
        .matcher(SourceTree.read(source))
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !name.equals("builder") && !name.equals("toBuilder"))
        .distinct()
        .toList();
  }
}
