package dev.belfry.tasks;

import static dev.belfry.tasks.TaskFilter.parse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFilterTest {
  private static final Instant DUE = Instant.parse("2026-11-23T08:00:00Z");
  private static final TaskInfo TASK =
      new TaskInfo(
          TaskMessage.builder("email:welcome", "7f3a", "low, prio")
              .payload(
                  ByteString.copyFrom(
                      """
                      {"user":{"id":7,"name":"Zoë","tags":["a b","c"]},"items":[{"sku":"Tea"}],
                       "a.b":true,"none":null,"cents":12.50}\
                      """,
                      UTF_8))
              .error("Timed OUT after 5s")
              .retried(3)
              .headers(Map.of("tenant", "x=1", "k", ""))
              .build(),
          TaskState.RETRY,
          DUE,
          "sent: 3".getBytes(UTF_8));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "state:retry",
        "state:archived,RETRY",
        "-state:pending",
        "type:email:*",
        "type:*wel*me",
        "type:email:welcome",
        "type:sms,email:*",
        "-type:sms:*",
        "queue:\"low, prio\"",
        "queue:low*prio",
        "queue:low\\,*",
        "id:7f3a",
        "-group:*x",
        "id:7f*",
        "error:\"timed out\"",
        "payload:zoë",
        "payload:ZOË",
        "result:SENT\\:",
        "timed",
        "\"timed out\"",
        "welcome 7F3",
        "json:$.user.id=7",
        "json:$.user.id=7.0",
        "json:$.user.id>6",
        "json:$.user.id<=7",
        "json:$.user.id!=8",
        "json:$.user.tags[0]=\"a b\"",
        "json:$.user.tags[*]=c",
        "json:$.items[*].sku~tea",
        "json:$..sku=Tea",
        "json:$['a.b']=true",
        "json:$.none",
        "json:$.none=null",
        "json:$.cents=12.5",
        "json:$.user",
        "header:tenant",
        "header:tenant=x=1",
        "header:k=",
        "-header:other",
        "retried:3",
        "retried:>=3 -retried:>3",
        "after:2026-11-23T08:00Z",
        "after:2026-11-23T09:00+01:00",
        "after:2026-11-23 before:2026-11-24",
        "after:2026-11-23T07:59:59.5Z before:2026-11-23T08:00:01Z",
        "after:-100000d before:+100000d",
      })
  void matches_conditionsThatHold_isTrueAlsoWhenWrittenAnew(String line) {
    TaskFilter filter = parse(line);
    assertThat(filter.matches(TASK)).isTrue();
    assertThat(parse(filter.toString()).matches(TASK)).as(filter.toString()).isTrue();
    assertThat(parse(filter.toString())).isEqualTo(filter).hasSameHashCodeAs(filter);
    String stored = new String(message().encode(), UTF_8).toLowerCase(Locale.ROOT);
    assertThat(filter.needles()).allSatisfy(needle -> assertThat(stored).contains(needle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state:pending",
        "-state:retry",
        "type:email",
        "type:email:*x",
        "type:welcome*",
        "type:*mail*mail*",
        "-type:email:*",
        "queue:low",
        "queue:low,prio",
        "id:7f",
        "id:7F3A",
        "error:refused",
        "payload:timed",
        "timed type:sms",
        "json:$.user.id=8",
        "json:$.user.id<7",
        "json:$.user.tags[2]",
        "json:$.missing",
        "json:$.user.name~x",
        "header:tenant=x",
        "header:Tenant",
        "retried:2",
        "before:2026-11-23T08:00Z",
        "after:+1000d",
      })
  void matches_aConditionThatDoesNotHold_isFalse(String line) {
    assertThat(parse(line).matches(TASK)).isFalse();
    assertThat(parse(parse(line).toString()).matches(TASK)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "state:retyr | 6 | 'retyr' is no state",
        "state:retry,x | 12 | 'x' is no state",
        "typ:x | 0 | 'typ' is nothing to look for",
        "id:a type: | 10 | a value is missing",
        "error:\"a b | 6 | a quote without its end",
        "id:a json:user.id=7 | 10 | a JSON path begins with $",
        "json:$.a[x] | 8 | no step of a JSON path",
        "retried:many | 8 | needs a number",
        "after:yesterday | 6 | is no time such as",
        "after:2026-13-01 | 6 | is no time such as",
        "-state:active,pending,scheduled,retry,archived,completed,aggregating | 0 | no state is"
            + " left",
      })
  void parse_aLineThatMakesNoSense_saysWhereAndWhatIsAccepted(
      String line, int position, String problem) {
    var failure = catchThrowableOfType(FilterSyntaxException.class, () -> parse(line));
    assertThat(failure).hasMessageContaining(problem).hasMessageContaining(line);
    assertThat(failure.position()).isEqualTo(position);
  }

  @Test
  void builder_eachCondition_isTheSameAsInALine() {
    TaskFilter filter =
        TaskFilter.builder()
            .states(Set.of(TaskState.RETRY))
            .queue("low, prio")
            .type("email:*")
            .id("7f3a")
            .error("timed out")
            .payload("zoë")
            .json("$.user.id", "7")
            .header("tenant", "x=1")
            .after(DUE)
            .before(DUE.plusSeconds(1))
            .build();
    assertThat(filter.matches(TASK)).isTrue();
    assertThat(parse(filter.toString())).isEqualTo(filter);
    assertThat(filter.toBuilder().type("sms").build().matches(TASK)).isFalse();
    assertThat(filter.meansQueue("low, prio")).isTrue();
    assertThat(filter.meansQueue("low")).isFalse();
    assertThat(filter.ids()).containsExactly("7f3a");
    assertThatThrownBy(() -> TaskFilter.builder().json("$.a b", "7"))
        .hasMessageContaining("only '$.a' of '$.a b'");
  }

  @Test
  void builder_namesWithEverySign_meanThemselves() {
    String name = "a/b ?#%:{}*,\"\\ 中文";
    TaskFilter filter = TaskFilter.builder().queue(name).id(name).header(name, name).build();
    assertThat(parse(filter.toString())).isEqualTo(filter);
    assertThat(parse(filter.toString()).meansQueue(name)).isTrue();
    assertThat(parse(filter.toString()).ids()).containsExactly(name);
  }

  @Test
  void matches_payloadThatIsNoJson_isFalseForEveryPath() {
    var plain =
        new TaskInfo(
            TaskMessage.builder("t", "i", "q").build(), TaskState.PENDING, null, new byte[0]);
    assertThat(parse("json:$").matches(plain)).isFalse();
  }

  private static TaskMessage message() {
    return TaskMessage.builder(TASK.type(), TASK.id(), TASK.queue())
        .payload(ByteString.copyFrom(TASK.payload()))
        .error(TASK.lastError())
        .headers(TASK.headers())
        .build();
  }
}
