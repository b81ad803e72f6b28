package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be possible. */
class SecurityTest {
  private static final String SCRIPT = "<script>alert(1)</script>";

  private static RunningConsole open;

  @BeforeAll
  static void start() throws Exception {
    open = new RunningConsole("Masks: [{Path: $..number}]");
  }

  @AfterAll
  static void stop() {
    open.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,http://evil.example",
    "Origin,null",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-site",
    "Origin,http://localhost:1"
  })
  void post_fromAnotherSite_isRefused(String header, String value) throws Exception {
    open.client.enqueue(Task.of("t"), TaskOption.queue("csrf"));
    for (String path : new String[] {"/api/queues/csrf:pause", "/api/v1/queue/pause"}) {
      RawHttp.Answer answer =
          open.http.post(path, "{\"queue\":\"csrf\"}").header(header, value).send();
      assertThat(answer.status()).isEqualTo(403);
    }
    assertThat(open.inspector.queue("csrf").isPaused()).isFalse();
  }

  @Test
  void post_ofAForm_isRefused() throws Exception {
    RawHttp.Answer answer =
        open.http
            .post("/api/v1/queue/pause", "{\"queue\":\"a\"}")
            .header("Content-Type", "text/plain")
            .send();
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void call_byABentName_isRefused() throws Exception {
    assertThat(open.http.get("/api/v1/queues").header("Host", "evil.example").send().status())
        .isEqualTo(421);
    assertThat(open.http.get("/api/queues").header("Host", "evil.example:80").send().status())
        .isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fopenapi.json",
        "/..%5c..%5cConsole.class",
        "/assets//../../Console.class",
        "/;/../x",
        "/%00",
        "/dev/belfry/console/Console.class"
      })
  void path_thatLeadsOut_findsNothing(String path) throws Exception {
    RawHttp.Answer answer = open.http.get(path).send();
    assertThat(answer.body()).doesNotContain("root:", "Êþº¾", "openapi\":");
    assertThat(answer.status()).isIn(200, 400, 404);
    if (answer.status() == 200) {
      assertThat(answer.header("content-type")).startsWith("text/html");
    }
  }

  @Test
  void body_tooLarge_isRefused() throws Exception {
    String large = "{\"queue\":\"" + "x".repeat(2_000_000) + "\"}";
    for (String path :
        new String[] {"/api/v1/queue/pause", "/api/queues/a/pending_tasks:batch_delete"}) {
      assertThat(open.http.post(path, large).send().status()).isEqualTo(413);
    }
  }

  @Test
  void script_storedInATask_staysText() throws Exception {
    open.client.enqueue(
        Task.of(SCRIPT, SCRIPT.getBytes(UTF_8)), TaskOption.queue(SCRIPT), TaskOption.taskId("x"));
    String queue = RunningConsole.encoded(SCRIPT);
    for (String path :
        new String[] {
          "/api/v1/queues",
          "/api/v1/tasks?state=pending&queue=" + queue,
          "/api/queues",
          "/api/queues/" + queue + "/pending_tasks",
          "/api/v1/nothing" + queue,
          "/api/queues/" + queue + "/tasks/none",
          "/" + queue
        }) {
      RawHttp.Answer answer = open.http.get(path).send();
      assertThat(answer.header("content-type"))
          .as(path)
          .matches(type ->
              type.startsWith("application/")
                  || type.startsWith("text/plain")
                  || !answer.body().contains(SCRIPT));
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("content-security-policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    }
    RawHttp.Answer file = open.http.get("/api/v1/task/content?id=x&queue=" + queue).send();
    assertThat(file.status()).isEqualTo(403); // masked here
  }

  @Test
  void readOnly_console_changesNothing() throws Exception {
    try (var console = new RunningConsole("ReadOnly: true")) {
      console.client.enqueue(Task.of("t"), TaskOption.queue("q"));
      assertThat(console.http.post("/api/v1/queue/pause", "{\"queue\":\"q\"}").send().status())
          .isEqualTo(403);
      assertThat(console.http.post("/api/queues/q:pause").send().status()).isEqualTo(405);
      assertThat(console.inspector.queue("q").isPaused()).isFalse();
    }
  }

  @Test
  void console_beyondThisMachineWithoutLogin_doesNotStart() {
    var console = Console.builder(open.target).address("0.0.0.0", 0).build();
    assertThatThrownBy(console::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UsersFile");
    assertThatThrownBy(() -> Console.builder(open.target).buildServlet())
        .hasMessageContaining("needs a login");
  }
}
