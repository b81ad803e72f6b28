package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be possible. */
class SecurityTest {
  private static final String SECRET = "0123456789abcdef";

  /** Of the password {@code right}, with few iterations. */
  private static final String HASH =
      "pbkdf2$10000$MDEyMzQ1Njc4OWFiY2RlZg==$XsnK6dKlw+Ft8fIwbsL4FMYVu8FyVIk1SMlojkLRH/o=";

  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir static Path folder;
  private static RunningConsole open;
  private static RunningConsole closed;

  @BeforeAll
  static void start() throws Exception {
    open = new RunningConsole("Masks: [{Path: $..number}, {Pattern: '\\d{16}', VisibleTo: none}]");
    Path users = folder.resolve("users");
    Files.writeString(
        users,
        "# people\nvic:viewer:%s\noda:operator:%s\nada:admin:%s\n".formatted(HASH, HASH, HASH));
    closed =
        new RunningConsole(
            """
            Access:
              UsersFile: %s
              Proxy: {Addresses: [127.0.0.1], Secret: %s}
            """
                .formatted(users, SECRET));
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
  }

  private static String login(String user, String password) throws Exception {
    RawHttp.Answer answer =
        closed
            .http
            .post(
                "/api/v1/login", "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password))
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String cookie = answer.header("set-cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    return cookie.replaceFirst(";.*", "");
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

  @Test
  void call_withoutLogin_isRefused() throws Exception {
    for (String path :
        new String[] {
          "/api/v1/queues",
          "/api/queues",
          "/api/v1/events",
          "/api/v1/search",
          "/api/redis_info",
          "/api/v1/settings"
        }) {
      assertThat(closed.http.get(path).send().status()).as(path).isEqualTo(401);
    }
    assertThat(closed.http.get("/api/v1/session").send().body())
        .contains("\"user\":null")
        .doesNotContain("redis://");
  }

  @Test
  void roles_eachMayWhatItMay() throws Exception {
    closed.client.enqueue(Task.of("t"), TaskOption.queue("roles"));
    String pause = "{\"queue\":\"roles\"}";
    String viewer = login("vic", "right");
    String operator = login("oda", "right");
    assertThat(closed.http.get("/api/v1/queues").header("Cookie", viewer).send().status())
        .isEqualTo(200);
    assertThat(
            closed.http.post("/api/v1/queue/pause", pause).header("Cookie", viewer).send().status())
        .isEqualTo(403);
    assertThat(closed.http.post("/api/queues/roles:pause").header("Cookie", viewer).send().status())
        .isEqualTo(403);
    assertThat(
            closed
                .http
                .post("/api/v1/queue/pause", pause)
                .header("Cookie", operator)
                .send()
                .status())
        .isEqualTo(204);
    for (String path :
        new String[] {"/api/v1/queue?queue=roles&tasks=delete&phrase=roles", "/api/queues/roles"}) {
      assertThat(closed.http.method("DELETE", path).header("Cookie", operator).send().status())
          .isEqualTo(403);
    }
    assertThat(closed.http.get("/api/v1/settings").header("Cookie", operator).send().status())
        .isEqualTo(403);
    closed.http.post("/api/v1/logout").header("Cookie", operator).send();
    assertThat(closed.http.get("/api/v1/queues").header("Cookie", operator).send().status())
        .isEqualTo(401);
  }

  @Test
  void liveNumbers_afterLoggingOutElsewhere_end() throws Exception {
    String viewer = login("vic", "right");
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + closed.http.port() + "/api/v1/events"))
            .header("Cookie", viewer)
            .timeout(Duration.ofSeconds(20))
            .build();
    try (var client = HttpClient.newHttpClient();
        var lines =
            new BufferedReader(
                new InputStreamReader(
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                    UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: overview");
      closed.http.post("/api/v1/logout").header("Cookie", viewer).send();
      assertThat(lines.lines()).endsWith("event: session", "data: null", "");
    }
    assertThat(closed.http.get("/api/v1/events").header("Cookie", viewer).send().status())
        .isEqualTo(401);
  }

  @Test
  void script_withNameAndPassword_mayWork() throws Exception {
    String basic = Base64.getEncoder().encodeToString("vic:right".getBytes(UTF_8));
    assertThat(
            closed
                .http
                .get("/api/queues")
                .header("Authorization", "Basic " + basic)
                .send()
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong-secret-wrong"})
  void proxyHeaders_withoutTheSecret_areNotBelieved(String secret) throws Exception {
    RawHttp.Request request =
        closed
            .http
            .get("/api/v1/queues")
            .header("X-Forwarded-User", "mallory")
            .header("X-Forwarded-Role", "admin")
            .header("X-Forwarded-For", "127.0.0.1");
    if (!secret.isEmpty()) {
      request.header("X-Belfry-Proxy-Secret", secret);
    }
    assertThat(request.send().status()).isEqualTo(401);
  }

  @Test
  void proxyHeaders_withTheSecret_sayWhoItIs() throws Exception {
    RawHttp.Answer answer =
        closed
            .http
            .get("/api/v1/session")
            .header("X-Forwarded-User", "paula")
            .header("X-Forwarded-Role", "operator")
            .header("X-Belfry-Proxy-Secret", SECRET)
            .send();
    assertThat(answer.body()).contains("\"user\":\"paula\"", "\"role\":\"operator\"");
  }

  @Test
  void passwords_guessed_takeLongerAndLonger() throws Exception {
    int status = 0;
    for (int i = 0; i < 7; i++) {
      status =
          closed
              .http
              .post("/api/v1/login", "{\"user\":\"ada\",\"password\":\"guess%d\"}".formatted(i))
              .send()
              .status();
    }
    assertThat(status).isEqualTo(429);
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
  void payload_withMasks_isShownWithoutWhatTheyHide() throws Exception {
    open.client.enqueue(
        Task.of(
            "pay",
            "{\"card\":{\"number\":\"secret-1\"},\"note\":\"4111111111111111 ok\"}"
                .getBytes(UTF_8)),
        TaskOption.queue("pay"),
        TaskOption.taskId("p"));
    for (String path :
        new String[] {
          "/api/v1/task?queue=pay&id=p",
          "/api/v1/tasks?queue=pay&state=pending",
          "/api/v1/search?queue=pay",
          "/api/queues/pay/tasks/p",
          "/api/queues/pay/pending_tasks"
        }) {
      assertThat(open.http.get(path).send().body())
          .as(path)
          .doesNotContain("secret-1", "4111111111111111", "c2VjcmV0")
          .contains("***", "ok");
    }
  }

  /**
   * What a handler says of its failure, and what travels with a task, may hold the same secrets.
   */
  @Test
  void errorsAndHeaders_withMasks_areShownWithoutWhatTheyHide() throws Exception {
    var server =
        TaskServer.builder(open.target)
            .queues(Map.of("refused", 1))
            .retryDelay(RetryDelay.fixed(Duration.ofHours(1)))
            .handler((task, context) -> {
              throw new IllegalStateException("card 4111111111111111 refused");
            })
            .build();
    server.start();
    try {
      open.client.enqueue(
          Task.of("pay", "{}".getBytes(UTF_8))
              .withHeader("number", "secret-2")
              .withHeader("note", "4111111111111111 paid"),
          TaskOption.queue("refused"),
          TaskOption.taskId("r"));
      await().until(() -> open.inspector.queue("refused").count(TaskState.RETRY) == 1);
    } finally {
      server.stop(Deadline.in(Duration.ofSeconds(2)));
    }
    for (String path :
        List.of(
            "/api/v1/task?queue=refused&id=r",
            "/api/v1/tasks?queue=refused&state=retry",
            "/api/v1/search?queue=refused",
            "/api/v1/errors?queue=refused",
            "/api/queues/refused/tasks/r",
            "/api/queues/refused/retry_tasks")) {
      assertThat(open.http.get(path).send().body())
          .as(path)
          .doesNotContain("secret-2", "4111111111111111")
          .contains("***", "refused");
    }

    // Headers that come back as they were shown are not changed.
    open.done(
        "/task/requeue",
        "{\"queue\":\"refused\",\"id\":\"r\",\"headers\":{\"number\":\"***\",\"note\":\"mine\"}}");
    assertThat(open.inspector.task("refused", "r").orElseThrow().headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("number", "secret-2", "note", "mine"));
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
