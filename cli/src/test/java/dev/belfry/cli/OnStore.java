package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls commands in this process, on a Redis of the class's own. */
public abstract class OnStore {
  /** A name with everything that has made tools stumble. */
  public static final String ODD = "a/b ?#%:{}中文";

  private static EmbeddedRedis redis;
  private static RedisClient raw;
  protected static TaskInspector inspector;
  protected TaskClient client;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private Session.Person person = Session.Person.ABSENT;
  private String input = "";

  @BeforeAll
  static void startRedis() throws Exception {
    redis = EmbeddedRedis.create();
    redis.start();
    inspector = TaskInspector.connect(RedisTarget.parse(redis.uri()));
    raw = RedisClient.create(redis.uri());
  }

  @AfterAll
  static void stopRedis() {
    inspector.close();
    raw.shutdown(Duration.ZERO, Duration.ZERO);
    redis.close();
  }

  @BeforeEach
  void connect() {
    client = TaskClient.connect(RedisTarget.parse(redis.uri()));
  }

  @AfterEach
  void emptyRedis() {
    client.close();
    redis(commands -> commands.flushall());
  }

  /** Redis itself, to make a mess. */
  static void redis(Consumer<RedisCommands<String, String>> work) {
    try (var connection = raw.connect()) {
      work.accept(connection.sync());
    }
  }

  static String uri() {
    return redis.uri();
  }

  /** From now on, somebody sits at the terminal and types that. */
  void types(String text) {
    person = Session.Person.PRESENT;
    input = text;
  }

  /** From now on, that comes from standard input. */
  void pipes(String text) {
    input = text;
  }

  int belfry(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    return call(Map.of("BELFRY_REDIS", uri(), "NO_COLOR", "1"), Path.of("nowhere"), all);
  }

  int call(Map<String, String> variables, Path settings, List<String> words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    return Belfry.commandLine(new Session(in, variables, settings, person, 2))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words.toArray(String[]::new));
  }

  /** Calls it with {@code --json}, and checks what it prints against the schema. */
  JsonNode json(String schema, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    int code = belfry(all.toArray(String[]::new));
    assertThat(code).as(err.toString()).isIn(ExitCodes.DONE, ExitCodes.PARTLY, ExitCodes.FAILED);
    return valid(schema, out.toString());
  }

  static JsonNode valid(String schema, String json) throws IOException {
    try (InputStream in =
        OnStore.class.getResourceAsStream("/dev/belfry/cli/schema/" + schema + ".json")) {
      String text = new String(in.readAllBytes(), UTF_8);
      var errors =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON)
              .validate(json, InputFormat.JSON);
      assertThat(errors).as(json).isEmpty();
    }
    return JsonMapper.shared().readTree(json);
  }
}
