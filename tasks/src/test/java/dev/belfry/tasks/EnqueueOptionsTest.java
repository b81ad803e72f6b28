package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processAt;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.replaceFinished;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static dev.belfry.tasks.TaskOption.unique;
import static dev.belfry.tasks.TaskOption.uniqueBy;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.NewTask.Finished;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each option of the format: its default, its bounds, and which one of several holds. */
class EnqueueOptionsTest {
  private static final Task TASK = Task.of("T", new byte[] {'p'});
  private static final Duration FOREVER = ofSeconds(Long.MAX_VALUE);

  private static NewTask resolve(TaskOption... options) {
    return EnqueueOptions.resolve(Keyspace.DEFAULT, TASK, options);
  }

  private static TaskMessage message(TaskOption... options) {
    return resolve(options).message();
  }

  @Test
  void maxRetry_is25AndANegativeOneIsNone() {
    assertThat(message().maxRetry()).isEqualTo(25);
    assertThat(message(maxRetry(0)).maxRetry()).isZero();
    assertThat(message(maxRetry(-1)).maxRetry()).isZero();
  }

  @Test
  void queue_isDefaultAndIsTakenAsItIs() {
    assertThat(message().queue()).isEqualTo("default");
    assertThat(message(queue(" A/b:c ")).queue()).isEqualTo(" A/b:c ");
    assertThatIllegalArgumentException().isThrownBy(() -> queue("\t "));
  }

  @Test
  void timeout_is30MinutesOnlyIfThereIsNoDeadlineEither() {
    assertThat(message().timeoutSeconds()).isEqualTo(1800);
    assertThat(message(deadline(Instant.ofEpochSecond(9))).timeoutSeconds()).isZero();
  }

  @Test
  void timeout_isCutToSecondsButNeverToNone() {
    assertThat(message(timeout(ofMillis(2999))).timeoutSeconds()).isEqualTo(2);
    assertThat(message(timeout(ofMillis(1))).timeoutSeconds()).isEqualTo(1);
  }

  @Test
  void timeoutOfZero_takesAnEarlierOneBack() {
    assertThat(message(timeout(ofSeconds(9)), timeout(Duration.ZERO)).timeoutSeconds())
        .isEqualTo(1800);
  }

  @Test
  void timeoutBelowZero_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> timeout(ofMillis(-1)));
  }

  @Test
  void timeoutAndDeadline_mayBothBeGiven() {
    var message = message(timeout(ofSeconds(20)), deadline(Instant.ofEpochSecond(2_000_000_000)));
    assertThat(message.timeoutSeconds()).isEqualTo(20);
    assertThat(message.deadlineSeconds()).isEqualTo(2_000_000_000);
  }

  @Test
  void deadline_isCutToSecondsAndMayBeInThePast() {
    assertThat(message().deadlineSeconds()).isZero();
    assertThat(message(deadline(Instant.ofEpochMilli(1999))).deadlineSeconds()).isEqualTo(1);
    assertThat(message(deadline(Instant.ofEpochSecond(-5))).deadlineSeconds()).isEqualTo(-5);
  }

  @Test
  void deadlineAtUnixZero_isNone() {
    assertThat(message(deadline(Instant.EPOCH)).deadlineSeconds()).isZero();
    assertThat(message(deadline(Instant.EPOCH)).timeoutSeconds()).isEqualTo(1800);
  }

  @Test
  void unique_isNoneAndNotBelowASecond() {
    assertThat(message().uniqueKey()).isEmpty();
    assertThat(resolve(unique(ofMillis(1999))).uniqueFor()).isEqualTo(ofMillis(1999));
    for (Duration tooShort : new Duration[] {ofMillis(999), Duration.ZERO, ofSeconds(-1)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> unique(tooShort));
      assertThatIllegalArgumentException().isThrownBy(() -> uniqueBy("k", tooShort));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> uniqueBy(" ", ofSeconds(1)));
  }

  @Test
  void uniqueKey_namesTheQueueThatHoldsInTheEnd() {
    assertThat(message(unique(ofSeconds(1)), queue("q")).uniqueKey())
        .isEqualTo("asynq:{q}:unique:T:83878c91171338902e0fe0fb97a8c47a");
  }

  @Test
  void uniqueBy_standsInThePlaceOfThePayloadAndMeetsNone() {
    String key = message(uniqueBy("p", ofSeconds(1))).uniqueKey();
    assertThat(key).isEqualTo("asynq:{default}:unique:T:by:83878c91171338902e0fe0fb97a8c47a");
    var other = EnqueueOptions.resolve(Keyspace.DEFAULT, Task.of("T"), uniqueBy("p", ofSeconds(1)));
    assertThat(other.message().uniqueKey()).isEqualTo(key);
  }

  @Test
  void processInAndProcessAt_areOfOneKind() {
    assertThat(resolve().time()).isEqualTo(new NewTask.Now());
    assertThat(resolve(processAt(Instant.EPOCH), processIn(ofSeconds(3))).time())
        .isEqualTo(new NewTask.In(ofSeconds(3)));
    assertThat(resolve(processIn(ofSeconds(3)), processAt(Instant.EPOCH)).time())
        .isEqualTo(new NewTask.At(Instant.EPOCH));
  }

  @Test
  void processInOfZeroOrLess_isAtOnce() {
    assertThat(resolve(processIn(Duration.ZERO)).time()).isEqualTo(new NewTask.Now());
    assertThat(resolve(processIn(ofSeconds(-1))).time()).isEqualTo(new NewTask.Now());
  }

  @Test
  void taskId_isARandomUuidUnlessChosen() {
    assertThat(UUID.fromString(message().id()).version()).isEqualTo(4);
    assertThat(resolve().idOrigin()).isEqualTo(IdOrigin.GENERATED);
    assertThat(message(taskId("a")).id()).isEqualTo("a");
    assertThat(resolve(taskId("a")).idOrigin()).isEqualTo(IdOrigin.CHOSEN);
    assertThatIllegalArgumentException().isThrownBy(() -> taskId(" "));
  }

  @Test
  void retention_isCutToSeconds() {
    assertThat(message().retentionSeconds()).isZero();
    assertThat(message(retention(ofMillis(999))).retentionSeconds()).isZero();
    assertThat(message(retention(ofMillis(61_999))).retentionSeconds()).isEqualTo(61);
    assertThatIllegalArgumentException().isThrownBy(() -> retention(ofMillis(-1)));
  }

  @Test
  void group_isNoneAndNotBlank() {
    assertThat(message().group()).isEmpty();
    assertThat(message(group("g"), processIn(ofSeconds(9))).group()).isEqualTo("g");
    assertThatIllegalArgumentException().isThrownBy(() -> group("\t"));
  }

  @Test
  void headers_addUpAndOverrideThoseOfTheTask() {
    var task = TASK.withHeader("a", "1").withHeader("c", "4");
    var resolved =
        EnqueueOptions.resolve(Keyspace.DEFAULT, task, header("a", "2"), header("b", "3"));
    assertThat(resolved.message().headers()).isEqualTo(Map.of("a", "2", "b", "3", "c", "4"));
  }

  @Test
  void optionsOfTheCall_overrideThoseOfTheTask() {
    var task = TASK.with(maxRetry(1), queue("task"));
    var message = EnqueueOptions.resolve(Keyspace.DEFAULT, task, queue("call")).message();
    assertThat(message.queue()).isEqualTo("call");
    assertThat(message.maxRetry()).isEqualTo(1);
  }

  @Test
  void blankType_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Task.of(" "));
  }

  @Test
  void finishedTasks_areInTheWayUnlessTheyAreReplaced() {
    assertThat(resolve().finished()).isEqualTo(Finished.IN_THE_WAY);
    assertThat(resolve(replaceFinished()).finished()).isEqualTo(Finished.GIVES_WAY);
  }

  @Test
  void timesWithoutEnd_areKeptAsLongAsGoCanTell() {
    long longest = Long.MAX_VALUE / 1_000_000_000;
    assertThat(message(timeout(FOREVER)).timeoutSeconds()).isEqualTo(longest);
    assertThat(message(retention(FOREVER)).retentionSeconds()).isEqualTo(longest);
  }
}
