package dev.belfry.console;

import static dev.belfry.console.RunningConsole.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskOption;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a servlet container of another process: the example of the documents, run. */
class ConsoleServletTest {
  private static final String BASE = "/ops/belfry";
  private static final String ODD = "a/b ?#%:{}中文";
  private static final String HASH =
      "pbkdf2$10000$MDEyMzQ1Njc4OWFiY2RlZg==$XsnK6dKlw+Ft8fIwbsL4FMYVu8FyVIk1SMlojkLRH/o=";

  @TempDir static Path folder;
  private static final EmbeddedRedis redis = EmbeddedRedis.create();
  private static final Server jetty = new Server();
  private static ConsoleServlet console;
  private static RawHttp http;

  // snippet
  static ConsoleServlet mount(ServletContextHandler context, RedisTarget redis, String users) {
    var conf = ConsoleConf.DEFAULT.toBuilder().basePath("/ops/belfry").usersFile(users);
    var console = Console.builder(redis).conf(conf.build()).buildServlet();
    var holder = new ServletHolder(console.servlet());
    holder.setAsyncSupported(true); // for live numbers
    context.addServlet(holder, "/ops/belfry/*");
    return console; // to be closed when the container ends
  }

  // end

  @BeforeAll
  static void start() throws Exception {
    redis.start();
    var target = RedisTarget.parse(redis.uri());
    try (var client = TaskClient.connect(target)) {
      client.enqueue(Task.of("t"), TaskOption.queue(ODD), TaskOption.taskId(ODD));
      client.enqueue(Task.of("t"), TaskOption.queue("plain"));
    }
    Path users = Files.writeString(folder.resolve("users"), "ada:admin:" + HASH + "\n");
    var connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    var context = new ServletContextHandler();
    console = mount(context, target, users.toString());
    jetty.setHandler(context);
    jetty.start();
    http = new RawHttp(connector.getLocalPort());
  }

  @AfterAll
  static void stop() throws Exception {
    console.close();
    jetty.stop();
    redis.close();
  }

  private static RawHttp.Request asAdmin(RawHttp.Request request) {
    String basic = Base64.getEncoder().encodeToString("ada:right".getBytes(StandardCharsets.UTF_8));
    return request.header("Authorization", "Basic " + basic);
  }

  @Test
  void withoutLogin_isRefused() throws Exception {
    assertThat(http.get(BASE + "/api/v1/queues").send().status()).isEqualTo(401);
    assertThat(http.get("/api/v1/queues").send().status()).isEqualTo(404);
  }

  @Test
  void bothApis_answerAndAct() throws Exception {
    String name = encoded(ODD);
    RawHttp.Answer task =
        asAdmin(http.get(BASE + "/api/v1/task?queue=" + name + "&id=" + name)).send();
    assertThat(task.status()).as(task.body()).isEqualTo(200);
    assertThat(task.body()).contains(ODD);
    assertThat(task.header("content-security-policy")).contains("default-src 'none'");
    assertThat(asAdmin(http.get(BASE + "/api/queues/plain/pending_tasks")).send().status())
        .isEqualTo(200);
    assertThat(asAdmin(http.post(BASE + "/api/queues/plain:pause")).send().status()).isEqualTo(204);
    assertThat(asAdmin(http.get(BASE + "/api/queues/plain")).send().body())
        .contains("\"paused\":true");
  }

  @Test
  void pages_areServedBelowTheBasePath() throws Exception {
    RawHttp.Answer page = http.get(BASE + "/queues").send();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).startsWith("text/html");
  }

  @Test
  void liveNumbers_arrive() throws Exception {
    String basic = Base64.getEncoder().encodeToString("ada:right".getBytes(StandardCharsets.UTF_8));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET %s/api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n"
              .formatted(BASE, basic);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains("200");
      assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst()).isPresent();
    }
  }
}
