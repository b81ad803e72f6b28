package dev.belfry.architecture;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of Docker Compose, as far as the tests look at it. */
record Compose(Path file, Map<String, Object> content) {

  static Compose read(Path file) {
    return new Compose(file, DeployTest.load(file));
  }

  /** This file and those it includes. */
  Stream<Compose> withIncluded() {
    var included = (List<?>) content.getOrDefault("include", List.of());
    return Stream.concat(
        Stream.of(this), included.stream().map(name -> read(file.resolveSibling(name.toString()))));
  }

  @SuppressWarnings("unchecked")
  Map<String, Map<String, Object>> services() {
    return (Map<String, Map<String, Object>>) requireNonNull(content.get("services"));
  }

  /** The entries of a list that services have, of all services. */
  List<String> strings(String key) {
    return services().values().stream()
        .flatMap(service -> ((List<?>) service.getOrDefault(key, List.of())).stream())
        .map(Object::toString)
        .toList();
  }

  /** The environment variables of all services. */
  List<Map.Entry<String, String>> environment() {
    return services().values().stream()
        .map(service -> (Map<?, ?>) service.getOrDefault("environment", Map.of()))
        .flatMap(variables -> variables.entrySet().stream())
        .map(variable -> Map.entry(variable.getKey().toString(), "" + variable.getValue()))
        .toList();
  }

  /** The services that others wait for. */
  Set<String> dependencies() {
    return services().values().stream()
        .map(service -> service.getOrDefault("depends_on", List.of()))
        .flatMap(targets ->
            targets instanceof Map<?, ?> map ? map.keySet().stream() : ((List<?>) targets).stream())
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  /** The named volumes. */
  Set<String> volumes() {
    return ((Map<?, ?>) content.getOrDefault("volumes", Map.of()))
        .keySet().stream().map(Object::toString).collect(Collectors.toSet());
  }
}
