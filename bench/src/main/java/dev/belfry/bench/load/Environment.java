package dev.belfry.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Where something was measured: figures mean nothing without it. */
public final class Environment {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Environment() {}

  /** The machine. */
  public static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("os", property("os.name") + " " + property("os.version"));
    machine.put("architecture", property("os.arch"));
    machine.put("cpu", field(CPUS, "model name"));
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("memory", field(MEMORY, "MemTotal"));
    return machine;
  }

  /** The Java that runs this. */
  public static String runtime() {
    return property("java.vm.name") + " " + property("java.runtime.version");
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  /** The first field of that name in a file of Linux' kernel; elsewhere unknown. */
  private static String field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
