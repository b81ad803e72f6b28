package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.http.Api;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The processes of looklook, each a JVM of its own with its file of {@code etc}, on ports that stay
 * the same through restarts. For one thread.
 */
final class Processes implements AutoCloseable {
  private static final Duration UP_LIMIT = Duration.ofSeconds(60);

  private record Addresses(int metrics, int http, int rpc) {
    static Addresses fresh() {
      return new Addresses(Ports.next(), Ports.next(), Ports.next());
    }
  }

  private final Map<String, String> environment;
  private final Map<Program, Addresses> addresses = new EnumMap<>(Program.class);
  private final Map<Program, Child> children = new EnumMap<>(Program.class);

  Processes(Backing backing) {
    environment = backing.environment();
    environment.put("ORDER_RPC", "127.0.0.1:" + addresses(Program.ORDER_RPC).rpc());
    environment.put("PAYMENT_RPC", "127.0.0.1:" + addresses(Program.PAYMENT).rpc());
    environment.put("TRAVEL_RPC", "127.0.0.1:" + addresses(Program.TRAVEL).rpc());
    environment.put("USERCENTER_RPC", "127.0.0.1:" + addresses(Program.USERCENTER).rpc());
  }

  private Addresses addresses(Program program) {
    return addresses.computeIfAbsent(program, each -> Addresses.fresh());
  }

  /** Sets a variable of the files for what starts from now on. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** The variables that a program gets. */
  Map<String, String> environment(Program program) {
    Map<String, String> its = new HashMap<>(environment);
    Addresses own = addresses(program);
    its.put("PORT_METRICS", String.valueOf(own.metrics()));
    its.put("PORT_HTTP", String.valueOf(own.http()));
    its.put("PORT_RPC", String.valueOf(own.rpc()));
    return its;
  }

  /** Starts these programs at the same time, and returns when all are healthy. */
  void start(Program... programs) {
    for (Program program : programs) {
      Child old = children.get(program);
      assertThat(old == null || !old.isAlive()).as("%s does not run", program).isTrue();
      children.put(
          program,
          Child.start(program.title(), program.main(), environment(program), "-f", program.file()));
    }
    for (Program program : programs) {
      await(program.title() + " is up")
          .atMost(UP_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .failFast(program.title() + " ended", () -> assertAlive(program))
          .ignoreExceptions()
          .until(() -> health(program).status() == 200);
    }
  }

  private void assertAlive(Program program) {
    Child child = child(program);
    assertThat(child.isAlive()).as("alive:%n%s", child.tail()).isTrue();
  }

  /** What {@code /healthz} says. */
  Api.Reply health(Program program) throws Exception {
    return new Api(addresses(program).metrics()).get("/healthz");
  }

  Child child(Program program) {
    Child child = children.get(program);
    if (child == null) {
      throw new IllegalStateException(program + " was never started");
    }
    return child;
  }

  /** The HTTP API of a program that has one. */
  Api api(Program program) {
    return new Api(addresses(program).http());
  }

  int httpPort(Program program) {
    return addresses(program).http();
  }

  /** The end of what each wrote. */
  String tails() {
    return children.values().stream().map(Child::tail).collect(Collectors.joining("\n"));
  }

  List<Child> children() {
    return List.copyOf(children.values());
  }

  @Override
  public void close() {
    children.values().forEach(Child::close);
    children.values().forEach(Child::awaitEnd);
  }
}
