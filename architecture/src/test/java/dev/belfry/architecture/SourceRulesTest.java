package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules of CONTRIBUTING.md that a reader of one file cannot see broken. */
class SourceRulesTest {

  /** A file of this length is still read in one sitting. */
  private static final int LONGEST_FILE = 600;

  private static final Pattern SLEEP = Pattern.compile("Thread\\s*\\.\\s*sleep\\s*\\(");

  @Test
  void everyMainPackage_isNullMarked() {
    List<Path> missing =
        mainFiles().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("module-info.java")))
            .filter(folder ->
                !Files.exists(folder.resolve("package-info.java"))
                    || !SourceTree.read(folder.resolve("package-info.java"))
                        .contains("@NullMarked"))
            .map(SourceTree.root()::relativize)
            .toList();

    assertThat(missing).as("packages without a @NullMarked package-info.java").isEmpty();
  }

  @Test
  void noFile_isLongerThanOneIdea() {
    Map<String, Long> tooLong =
        SourceTree.javaFiles().stream()
            .collect(
                Collectors.toMap(
                    file -> SourceTree.root().relativize(file).toString(),
                    file -> SourceTree.read(file).lines().count()));
    tooLong.values().removeIf(lines -> lines <= LONGEST_FILE);

    assertThat(tooLong).isEmpty();
  }

  @Test
  void noClass_isABagOfHelpers() {
    assertThat(SourceTree.javaFiles())
        .noneMatch(file -> file.getFileName().toString().matches(".*(Utils?|Helpers?)\\.java"));
  }

  @Test
  void noTest_sleeps() {
    assertThat(SourceTree.javaFiles())
        .filteredOn(file -> file.toString().contains("/src/test/"))
        .noneMatch(file -> SLEEP.matcher(SourceTree.read(file)).find());
  }

  @Test
  void everyRedisScript_saysWhatItTakesAndKeeps() {
    assertThat(SourceTree.files(".lua"))
        .filteredOn(file -> !file.toString().contains("/lib/"))
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(SourceTree.read(file).lines().limit(40))
                .as(file.toString())
                .anyMatch(line -> line.startsWith("-- KEYS"))
                .anyMatch(line -> line.startsWith("-- ARGV"))
                .anyMatch(line -> line.startsWith("-- Result"))
                .anyMatch(line -> line.startsWith("-- Invariant")));
  }

  private static List<Path> mainFiles() {
    return SourceTree.javaFiles().stream()
        .filter(file -> file.toString().contains("/src/main/java/"))
        .toList();
  }
}
