package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.ReplayOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends dead letters of Kafka again, or forgets them. Thread-safe. */
public final class LetterActionsApi implements Api {
  /** What one call deals with, so that it ends while its caller waits. */
  static final long MOST = 10_000;

  private static final Duration SENDING = Duration.ofSeconds(12);

  /** A slower one would send next to nothing in one call. */
  private static final double SLOWEST = 0.1;

  private final Desk desk;
  private final KafkaClusters clusters;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  public LetterActionsApi(Desk desk, KafkaClusters clusters) {
    this.desk = desk;
    this.clusters = clusters;
  }

  record Replay(
      @Nullable String cluster,
      @Nullable String topic,
      @Nullable List<LetterChoice.Ref> messages,
      @Nullable String key,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Long count,
      @Nullable String to,
      @Nullable Double perSecond,
      @Nullable Boolean dryRun,
      @Nullable String reason) {
    LetterChoice choice() {
      return new LetterChoice(messages, key, from, until, count);
    }
  }

  record Discard(
      @Nullable String cluster,
      @Nullable String topic,
      @Nullable List<LetterChoice.Ref> messages,
      @Nullable String key,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Long count,
      @Nullable Boolean dryRun,
      @Nullable String phrase,
      @Nullable String reason) {
    LetterChoice choice() {
      return new LetterChoice(messages, key, from, until, count);
    }
  }

  record Result(long matched, boolean more, long done, long left, @Nullable String detail) {
    static Result of(long matched, boolean more, long done) {
      long left = Math.max(0, matched - done);
      String detail = null;
      if (left > 0) {
        detail = "%,d stay: the time of one call was over, or they cannot be sent".formatted(left);
      } else if (more) {
        detail = "there are more than one call deals with; repeat it";
      }
      return new Result(matched, more, done, left, detail);
    }
  }

  /** What is done with the letters that were chosen. */
  private interface Dealing {
    long with(dev.belfry.kafka.DeadLetters letters, DeadLetterSelection chosen)
        throws InterruptedException;
  }

  @Override
  public void mount(Router router) {
    router.post("/api/v1/messages/replay", Role.OPERATOR, this::replay);
    router.post("/api/v1/messages/discard", Role.OPERATOR, this::discard);
  }

  private void replay(Call call) throws Exception {
    Replay wanted = call.body(Replay.class);
    LetterTopic topic = LetterTopic.of(clusters, clusters.named(wanted.cluster()), wanted.topic());
    double rate = wanted.perSecond() == null ? Double.POSITIVE_INFINITY : wanted.perSecond();
    if (!(rate >= SLOWEST)) {
      throw Problem.field("perSecond", "perSecond is " + SLOWEST + " or more");
    }
    String to = wanted.to() == null || wanted.to().isBlank() ? null : wanted.to();
    if (topic.name().equals(to)) {
      throw Problem.field("to", "the letters are in that topic already");
    }
    topic.requireTarget(to);
    var options = new ReplayOptions(rate, to, SENDING);
    if (Boolean.TRUE.equals(wanted.dryRun())) {
      call.json(dryRun(topic, wanted.choice()));
      return;
    }
    Act act = Act.of("deadLetters.replay", topic.target(), reason(wanted.reason()));
    call.json(
        deal(call, act, topic, wanted.choice(), (letters, some) -> letters.replay(some, options)));
  }

  private void discard(Call call) throws Exception {
    Discard wanted = call.body(Discard.class);
    LetterTopic topic = LetterTopic.of(clusters, clusters.named(wanted.cluster()), wanted.topic());
    if (Boolean.TRUE.equals(wanted.dryRun())) {
      call.json(dryRun(topic, wanted.choice()));
      return;
    }
    if (!wanted.choice().isNamed() && !topic.name().equals(wanted.phrase())) {
      throw Problem.field("phrase", "type '" + topic.name() + "' to forget letters for good");
    }
    Act act = Act.of("deadLetters.discard", topic.target(), reason(wanted.reason()));
    call.json(deal(call, act, topic, wanted.choice(), (letters, some) -> letters.discard(some)));
  }

  private static String reason(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw Problem.field("reason", "say why, for the audit log");
    }
    return reason;
  }

  private static Result dryRun(LetterTopic topic, LetterChoice choice) throws Exception {
    long found = topic.work(letters -> letters.count(choice.atMost(MOST + 1)));
    long matched = Math.min(found, MOST);
    return new Result(matched, found > matched, 0, matched, null);
  }

  private Result deal(Call call, Act act, LetterTopic topic, LetterChoice choice, Dealing dealing)
      throws Exception {
    // Brokers let a second replay of a topic end the first.
    if (!busy.add(topic.target())) {
      throw Problem.of(409, "somebody deals with the letters of this topic; wait for them");
    }
    try {
      return desk.audit()
          .call(
              call,
              act,
              () ->
                  topic.work(letters -> {
                    long found = letters.count(choice.atMost(MOST + 1));
                    long matched = Math.min(found, MOST);
                    long done = found == 0 ? 0 : dealing.with(letters, choice.atMost(MOST));
                    return Result.of(matched, found > matched, done);
                  }),
              result -> result.done() + " of " + result.matched());
    } finally {
      busy.remove(topic.target());
    }
  }
}
