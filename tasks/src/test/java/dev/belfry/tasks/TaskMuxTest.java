package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskMuxTest {
  private static final List<String> PATTERNS =
      List.of("email:", "email:signup", "csv:export", "img", "img:", "a", "ab", "x*");

  private final List<String> calls = new ArrayList<>();

  record Mail(String to) {}

  @ParameterizedTest(name = "{0}: {1} is served by {2}")
  @CsvSource({
    "1, email:signup, email:signup",
    "2, email:signup:v2, email:signup",
    "3, email:, email:",
    "4, email, none",
    "5, email:daily, email:",
    "6, csv:export, csv:export",
    "7, csv:exporter, csv:export",
    "8, csv:, none",
    "9, csv, none",
    "10, img, img",
    "11, img:thumb, img:",
    "12, imgthumb, img",
    "13, im, none",
    "14, ab, ab",
    "15, abc, ab",
    "16, a, a",
    "17, b, none",
    "18, xy, none",
    "19, x*y, x*",
    "20, EMAIL:signup, none"
  })
  void handle_type_picksTheLongestPrefix(int number, String type, String expected)
      throws Exception {
    TaskMux mux = new TaskMux();
    PATTERNS.forEach(pattern -> mux.handle(pattern, (task, context) -> calls.add(pattern)));

    if (expected.equals("none")) {
      assertThatExceptionOfType(HandlerNotFoundException.class)
          .isThrownBy(() -> run(mux, type))
          .withMessageContaining("handler not found for task \"" + type + "\"");
    } else {
      assertThat(run(mux, type)).isEqualTo(Outcome.done());
      assertThat(calls).containsExactly(expected);
    }
  }

  @Test
  void handle_emptyMux_findsNoHandler() {
    assertThatExceptionOfType(HandlerNotFoundException.class)
        .isThrownBy(() -> run(new TaskMux(), "a"));
  }

  @Test
  void register_blankOrTakenPattern_isRefused() {
    TaskMux mux = new TaskMux().handle("a", (task, context) -> {});

    assertThatIllegalArgumentException().isThrownBy(() -> mux.handle(" ", (task, context) -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mux.handle("a", (task, context) -> {}))
        .withMessage("multiple registrations for \"a\"");
  }

  @Test
  void use_severalMiddlewares_theFirstIsOutermost() throws Exception {
    TaskMux mux = new TaskMux().use(noting("A"), noting("B"));
    mux.handle("t", (task, context) -> calls.add("handler"));
    mux.use(noting("C"));

    run(mux, "t");

    assertThat(calls).containsExactly("A", "B", "C", "handler", "/C", "/B", "/A");
  }

  @Test
  void use_noHandlerFound_middlewareSeesTheFailure() {
    TaskMux mux = new TaskMux().use(noting("A"));

    assertThatExceptionOfType(HandlerNotFoundException.class).isThrownBy(() -> run(mux, "t"));
    assertThat(calls).containsExactly("A", "/A");
  }

  @Test
  void decide_outcome_isReturned() throws Exception {
    Outcome snooze = Outcome.snooze(Duration.ofMinutes(1));
    TaskMux mux = new TaskMux().decide("t", (task, context) -> snooze);

    assertThat(run(mux, "t")).isEqualTo(snooze);
  }

  @Test
  void decide_anotherMux_seesTheWholeType() throws Exception {
    TaskMux inner = new TaskMux().handle("mail:welcome", (task, context) -> calls.add(task.type()));
    TaskMux outer = new TaskMux().decide("mail:", inner);

    run(outer, "mail:welcome:now");

    assertThat(calls).containsExactly("mail:welcome:now");
  }

  @Test
  void handle_typedHandler_getsTheDecodedPayload() throws Exception {
    TaskMux mux =
        new TaskMux()
            .handle("mail", Mail.class, (mail, context) -> calls.add(mail.to()))
            .decide("late", Mail.class, (mail, context) -> Outcome.archive(mail.to()));

    mux.handle(Task.of("mail", new Mail("ann")), new StubContext("1"));

    assertThat(calls).containsExactly("ann");
    assertThat(mux.handle(Task.of("late", new Mail("bob")), new StubContext("2")))
        .isEqualTo(Outcome.archive("bob"));
  }

  @Test
  void handle_payloadIsNotJson_isArchivedWithTheReason() throws Exception {
    TaskMux mux = new TaskMux().handle("mail", Mail.class, (mail, context) -> calls.add("run"));
    Task task = Task.of("mail", "{not json".getBytes(StandardCharsets.UTF_8));

    Outcome outcome = mux.handle(task, new StubContext("1"));

    assertThat(calls).isEmpty();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Archive.class,
            archive ->
                assertThat(archive.reason())
                    .contains("\"mail\"")
                    .contains(Mail.class.getName())
                    .contains("line 1"));
  }

  private static Outcome run(TaskMux mux, String type) throws Exception {
    return mux.handle(Task.of(type), new StubContext("1"));
  }

  private TaskMiddleware noting(String name) {
    return (task, context, next) -> {
      calls.add(name);
      try {
        return next.handle(task, context);
      } finally {
        calls.add("/" + name);
      }
    };
  }
}
