package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code belfry} command, called in this process. */
public final class InProcess {
  private final String redis;

  public InProcess(String redis) {
    this.redis = redis;
  }

  /** What a command prints with {@code --json}. */
  public JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    var out = new StringWriter();
    var err = new StringWriter();
    var session =
        new Session(
            InputStream.nullInputStream(),
            Map.of("BELFRY_REDIS", redis),
            Path.of("nowhere"),
            Session.Person.ABSENT,
            1);
    int code =
        Belfry.commandLine(session)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    assertThat(code).as("%s: %s", all, err).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }
}
