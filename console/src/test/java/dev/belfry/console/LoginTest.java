package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be here, and how one says who one is. */
class LoginTest {
  private static final String SECRET = "0123456789abcdef";

  /** Of the password {@code right}, with few iterations. */
  private static final String HASH =
      "pbkdf2$10000$MDEyMzQ1Njc4OWFiY2RlZg==$XsnK6dKlw+Ft8fIwbsL4FMYVu8FyVIk1SMlojkLRH/o=";

  @TempDir static Path folder;
  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    Path users = folder.resolve("users");
    Files.writeString(
        users,
        "# people\nvic:viewer:%s\noda:operator:%s\nada:admin:%s\n".formatted(HASH, HASH, HASH));
    console =
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
    console.close();
  }

  private static String login(String user, String password) throws Exception {
    RawHttp.Answer answer =
        console
            .http
            .post(
                "/api/v1/login", "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password))
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String cookie = answer.header("set-cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    return cookie.replaceFirst(";.*", "");
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
      assertThat(console.http.get(path).send().status()).as(path).isEqualTo(401);
    }
    assertThat(console.http.get("/api/v1/session").send().body())
        .contains("\"user\":null")
        .doesNotContain("redis://");
  }

  @Test
  void roles_eachMayWhatItMay() throws Exception {
    console.client.enqueue(Task.of("t"), TaskOption.queue("roles"));
    String pause = "{\"queue\":\"roles\"}";
    String viewer = login("vic", "right");
    String operator = login("oda", "right");
    assertThat(console.http.get("/api/v1/queues").header("Cookie", viewer).send().status())
        .isEqualTo(200);
    assertThat(
            console
                .http
                .post("/api/v1/queue/pause", pause)
                .header("Cookie", viewer)
                .send()
                .status())
        .isEqualTo(403);
    assertThat(
            console.http.post("/api/queues/roles:pause").header("Cookie", viewer).send().status())
        .isEqualTo(403);
    assertThat(
            console
                .http
                .post("/api/v1/queue/pause", pause)
                .header("Cookie", operator)
                .send()
                .status())
        .isEqualTo(204);
    for (String path :
        new String[] {"/api/v1/queue?queue=roles&tasks=delete&phrase=roles", "/api/queues/roles"}) {
      assertThat(console.http.method("DELETE", path).header("Cookie", operator).send().status())
          .isEqualTo(403);
    }
    assertThat(console.http.get("/api/v1/settings").header("Cookie", operator).send().status())
        .isEqualTo(403);
    console.http.post("/api/v1/logout").header("Cookie", operator).send();
    assertThat(console.http.get("/api/v1/queues").header("Cookie", operator).send().status())
        .isEqualTo(401);
  }

  @Test
  void liveNumbers_afterLoggingOutElsewhere_end() throws Exception {
    String viewer = login("vic", "right");
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + console.http.port() + "/api/v1/events"))
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
      console.http.post("/api/v1/logout").header("Cookie", viewer).send();
      assertThat(lines.lines()).endsWith("event: session", "data: null", "");
    }
    assertThat(console.http.get("/api/v1/events").header("Cookie", viewer).send().status())
        .isEqualTo(401);
  }

  @Test
  void script_withNameAndPassword_mayWork() throws Exception {
    String basic = Base64.getEncoder().encodeToString("vic:right".getBytes(UTF_8));
    assertThat(
            console
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
        console
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
        console
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
          console
              .http
              .post("/api/v1/login", "{\"user\":\"ada\",\"password\":\"guess%d\"}".formatted(i))
              .send()
              .status();
    }
    assertThat(status).isEqualTo(429);
  }
}
