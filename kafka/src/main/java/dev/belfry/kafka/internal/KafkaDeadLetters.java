package dev.belfry.kafka.internal;

import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.ReplayOptions;
import dev.belfry.kafka.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Each call has clients of its own, so calls do not disturb each other. */
public final class KafkaDeadLetters implements DeadLetters {
  private final KafkaConnection connection;
  private final String topic;

  public KafkaDeadLetters(KafkaConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  /** With the standard names of topics. */
  public static boolean isReplayGroup(String group) {
    return group.endsWith(LetterScan.GROUP_END)
        && TopicNames.standard()
            .isDeadLetter(group.substring(0, group.length() - LetterScan.GROUP_END.length()));
  }

  @Override
  public List<DeadLetter> list(DeadLetterSelection selection) {
    return scan(
        selection.atMost(Math.min(selection.atMost(), LIST_LIMIT)),
        scan -> {
          var letters = new ArrayList<DeadLetter>();
          for (var some = scan.next(); some != null; some = scan.next()) {
            some.forEach(found -> letters.add(found.letter()));
          }
          letters.sort(Comparator.comparing(DeadLetter::failedAt));
          return List.copyOf(letters);
        });
  }

  @Override
  public long count(DeadLetterSelection selection) {
    return scan(
        selection,
        scan -> {
          var count = 0L;
          for (var some = scan.next(); some != null; some = scan.next()) {
            count += some.size();
          }
          return count;
        });
  }

  @Override
  public long replay(DeadLetterSelection selection, ReplayOptions options)
      throws InterruptedException {
    return dealWith(selection, new LetterReplay.Target(options.target().orElse(null), options));
  }

  @Override
  public long discard(DeadLetterSelection selection) throws InterruptedException {
    return dealWith(selection, null);
  }

  private long dealWith(DeadLetterSelection selection, LetterReplay.@Nullable Target target)
      throws InterruptedException {
    try (var scan = new LetterScan(connection, topic, selection);
        var replay = new LetterReplay(connection, topic, target)) {
      return replay.run(scan);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw failure(e);
    }
  }

  private <T> T scan(DeadLetterSelection selection, Function<LetterScan, T> use) {
    try (var scan = new LetterScan(connection, topic, selection)) {
      return use.apply(scan);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw failure(e);
    }
  }

  private KafkaException failure(org.apache.kafka.common.KafkaException e) {
    return new KafkaException(
        "dead letters of '%s': %s".formatted(topic, Causes.describe(e, connection)), e);
  }
}
