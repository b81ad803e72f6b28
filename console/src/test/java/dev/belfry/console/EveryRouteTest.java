package dev.belfry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.console.internal.ConsoleParts;
import io.javalin.http.HandlerType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for all routes, so that none is forgotten when it comes. */
class EveryRouteTest {
  private static final String V1 = "/api/v1";
  private static final String HASH =
      "pbkdf2$10000$MDEyMzQ1Njc4OWFiY2RlZg==$XsnK6dKlw+Ft8fIwbsL4FMYVu8FyVIk1SMlojkLRH/o=";

  private static final String OPEN = "none";

  /** Each role with the one that lacks it. */
  private static final Map<String, String> LACKING =
      Map.of("operator", "viewer", "admin", "operator");

  @TempDir static Path folder;
  private static RunningConsole closed;
  private static RunningConsole readOnly;
  private static List<Route> routes;
  private static JsonNode document;
  private static String viewer;
  private static String operator;

  record Route(String method, String path) {
    boolean isReading() {
      return method.equals("GET");
    }

    boolean isV1() {
      return path.startsWith(V1 + "/");
    }

    /** What the document says of it. */
    JsonNode description() {
      return document
          .get("paths")
          .path(path.substring(V1.length()))
          .path(method.toLowerCase(Locale.ROOT));
    }

    /** The least role that may; {@code none} where nobody has to log in. */
    String role() {
      if (isV1()) {
        return description().path("x-role").asString("");
      }
      boolean removal = method.equals("DELETE") && path.equals("/api/queues/{queue}");
      return isReading() ? "viewer" : removal ? "admin" : "operator";
    }

    RawHttp.Request request(RunningConsole console) {
      RawHttp.Request request = console.http.method(method, path.replaceAll("\\{\\w+}", "x"));
      return isReading() ? request : request.header("Content-Length", "0");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path users = folder.resolve("users");
    Files.writeString(users, "vic:viewer:%s\noda:operator:%s\n".formatted(HASH, HASH));
    closed = new RunningConsole("Access: {UsersFile: %s}".formatted(users));
    readOnly = new RunningConsole("ReadOnly: true");
    viewer = login("vic");
    operator = login("oda");
    try (var in = EveryRouteTest.class.getResourceAsStream("openapi.json")) {
      document = new JsonMapper().readTree(in);
    }
    try (ConsoleParts parts = ConsoleParts.connect(closed.target, ConsoleConf.DEFAULT)) {
      routes =
          parts.server().unsafe.internalRouter.allHttpHandlers().stream()
              .map(each -> each.endpoint)
              .filter(each -> !each.method.equals(HandlerType.BEFORE))
              .map(each -> new Route(each.method.name(), each.path))
              .filter(each -> !each.path.equals("/*"))
              .toList();
    }
    assertThat(routes).hasSizeGreaterThan(100);
  }

  @AfterAll
  static void stop() {
    closed.close();
    readOnly.close();
  }

  private static String login(String user) throws Exception {
    String body = "{\"user\":\"%s\",\"password\":\"right\"}".formatted(user);
    RawHttp.Answer answer = closed.http.post(V1 + "/login", body).send();
    return answer.header("set-cookie").replaceFirst(";.*", "");
  }

  @Test
  void routesOfV1_areThoseOfTheDocument() {
    Set<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + V1 + path.getKey())));
    Set<String> served = new TreeSet<>();
    routes.stream()
        .filter(Route::isV1)
        .forEach(route -> served.add(route.method + " " + route.path));

    assertThat(served).isEqualTo(described);
  }

  @Test
  void withoutLogin_onlyTheOpenOnesAnswer() throws Exception {
    for (Route route : routes) {
      if (!route.role().equals(OPEN)) {
        assertThat(route.request(closed).send().status()).as("%s", route).isEqualTo(401);
      }
    }
    assertThat(routes.stream().filter(route -> route.role().equals(OPEN)).map(Route::path))
        // Whoever adds one here opens it to everybody.
        .containsExactlyInAnyOrder(
            V1 + "/session",
            V1 + "/login",
            V1 + "/logout",
            V1 + "/login/oidc",
            V1 + "/login/oidc/callback",
            V1 + "/openapi.json");
  }

  @Test
  void whoLacksTheRole_isRefused() throws Exception {
    Map<String, String> cookies = Map.of("viewer", viewer, "operator", operator);
    List<Route> asked = new ArrayList<>();
    for (Route route : routes) {
      String lacking = LACKING.get(route.role());
      if (lacking != null) {
        asked.add(route);
        RawHttp.Answer answer =
            route.request(closed).header("Cookie", cookies.getOrDefault(lacking, "")).send();
        assertThat(answer.status()).as("%s as %s", route, lacking).isEqualTo(403);
      }
    }
    assertThat(asked).hasSizeGreaterThan(60);
  }

  @Test
  void fromAnotherSite_nothingIsChanged() throws Exception {
    for (Route route : routes) {
      RawHttp.Request request = route.request(closed).header("Cookie", operator);
      if (!route.isReading()) {
        request.header("Origin", "http://evil.example");
        assertThat(request.send().status()).as("%s", route).isEqualTo(403);
      }
    }
  }

  @Test
  void oversizedBody_isRefused() throws Exception {
    for (Route route : routes) {
      if (!route.isReading()) {
        RawHttp.Request request = route.request(closed).header("Cookie", operator);
        request.header("Content-Length", "2000000");
        assertThat(request.send().status()).as("%s", route).isEqualTo(413);
      }
    }
  }

  @Test
  void readOnly_nothingIsChanged() throws Exception {
    for (Route route : routes) {
      if (!route.isReading() && !route.role().equals(OPEN)) {
        assertThat(route.request(readOnly).send().status())
            .as("%s", route)
            .isEqualTo(route.isV1() ? 403 : 405);
      }
    }
  }
}
