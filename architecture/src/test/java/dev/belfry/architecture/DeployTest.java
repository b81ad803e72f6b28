package dev.belfry.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under deploy/ hold together; nothing here can run them. */
class DeployTest {
  private static final Path DEPLOY = SourceTree.root().resolve("deploy");
  private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|secret|token|auth)$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");
  private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{[A-Z_]+:\\?[^}]+}");

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void everyYamlFile_isReadable(Path file) {
    assertThat(load(file)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everyService_hasAnImageOrABuildThatExists(Path file) {
    assertThat(Compose.read(file).services().values())
        .allSatisfy(service -> {
          assertThat(service.keySet()).containsAnyOf("image", "build");
          if (service.get("build") instanceof Map<?, ?> build) {
            Path context = DEPLOY.resolve(text(build, "context")).normalize();
            assertThat(context.resolve(text(build, "dockerfile"))).exists();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everyMount_isOfAFileOrVolumeThatExists(Path file) {
    var compose = Compose.read(file);
    for (String mount : compose.strings("volumes")) {
      String source = mount.split(":", 2)[0];
      if (source.startsWith(".")) {
        assertThat(DEPLOY.resolve(source)).exists();
      } else {
        assertThat(compose.volumes()).contains(source);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everyDependency_isAServiceHereOrInAnIncludedFile(Path file) {
    var compose = Compose.read(file);

    assertThat(compose.withIncluded().flatMap(each -> each.services().keySet().stream()))
        .containsAll(compose.dependencies());
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everyPublishedPort_isUsedOnceAndOnLoopbackOnly(Path file) {
    List<String> ports =
        Compose.read(file).withIncluded().flatMap(each -> each.strings("ports").stream()).toList();

    assertThat(ports).allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(ports.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everySecret_comesFromTheEnvironment(Path file) {
    assertThat(Compose.read(file).environment())
        .filteredOn(variable -> SECRET_NAME.matcher(variable.getKey()).matches())
        .allSatisfy(variable ->
            assertThat(variable.getValue()).as(variable.getKey()).matches(FROM_ENVIRONMENT));
  }

  @ParameterizedTest
  @MethodSource("composeFiles")
  void everyPasswordInAnAddress_comesFromTheEnvironment(Path file) {
    assertThat(Compose.read(file).environment())
        .extracting(Map.Entry::getValue)
        .filteredOn(value -> value.matches("[^:/]+:[^@/]+@.*"))
        .allMatch(value -> value.matches("[^:/]+:\\$\\{[A-Z_]+:\\?[^}]+}@.*"));
  }

  @ParameterizedTest
  @MethodSource("processNames")
  void everyProcess_hasAMainClassAndThePortsOfItsFile(String name) throws Exception {
    Map<String, Object> process = requireNonNull(processes().get(name));
    var mainClass = (List<?>) requireNonNull(process.get("command"));
    var file = load(configuration(name));

    Class.forName("" + mainClass.getFirst()).getMethod("main", String[].class);
    assertThat((List<?>) process.getOrDefault("ports", List.of()))
        .map(port -> port.toString().split(":", -1)[2])
        .isEqualTo(file.containsKey("Port") ? List.of(text(file, "Port")) : List.of());
    var prometheus = (Map<?, ?>) requireNonNull(file.get("Prometheus"));
    assertThat(scrapeTargets()).contains(name + ":" + text(prometheus, "Port"));
  }

  @ParameterizedTest
  @MethodSource("processNames")
  void everyProcess_getsTheVariablesThatItsFileNeeds(String name) {
    Map<String, Object> process = requireNonNull(processes().get(name));
    var environment = (Map<?, ?>) requireNonNull(process.get("environment"));
    List<MatchResult> used =
        SourceTree.read(configuration(name))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> VARIABLE.matcher(line).results())
            .toList();

    assertThat(used).map(variable -> variable.group(1)).containsAll(keys(environment));
    assertThat(used)
        .filteredOn(variable -> variable.group(2) == null)
        .map(variable -> variable.group(1))
        .isSubsetOf(keys(environment));
  }

  @Test
  void prometheus_scrapesTheProcessesAndNothingElse() {
    assertThat(scrapeTargets())
        .map(target -> target.split(":", -1)[0])
        .containsExactlyInAnyOrderElementsOf(processes().keySet());
  }

  private static List<String> scrapeTargets() {
    var targets = new ArrayList<String>();
    for (Map<?, ?> job :
        maps(load(DEPLOY.resolve("prometheus/prometheus.yml")), "scrape_configs")) {
      for (Map<?, ?> group : maps(job, "static_configs")) {
        ((List<?>) requireNonNull(group.get("targets")))
            .forEach(target -> targets.add("" + target));
      }
    }
    return targets;
  }

  private static Path configuration(String process) {
    return SourceTree.root().resolve("looklook/etc/" + process + ".yaml");
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().map(Object::toString).toList();
  }

  /** A value, with the defaults of the variables in it. */
  private static String text(Map<?, ?> from, String key) {
    return VARIABLE
        .matcher(requireNonNull(from.get(key)).toString())
        .replaceAll(
            variable -> variable.group(2) == null ? "" : variable.group(2).substring(":".length()));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<?, ?>> maps(Map<?, ?> from, String key) {
    return (List<Map<?, ?>>) requireNonNull(from.get(key));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> load(Path file) {
    var settings = LoadSettings.builder().setLabel(file.toString()).build();
    return (Map<String, Object>) new Load(settings).loadFromString(SourceTree.read(file));
  }

  static Map<String, Map<String, Object>> processes() {
    return Compose.read(DEPLOY.resolve("compose.yml")).services();
  }

  static Set<String> processNames() {
    return processes().keySet();
  }

  static List<Path> yamlFiles() throws Exception {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }

  static List<Path> composeFiles() throws Exception {
    return new ArrayList<>(
        yamlFiles().stream()
            .filter(file -> file.getFileName().toString().startsWith("compose"))
            .toList());
  }
}
