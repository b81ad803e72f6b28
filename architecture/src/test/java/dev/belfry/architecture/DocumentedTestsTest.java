package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a document names exist. */
class DocumentedTestsTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  private static final int CONFORMANCE_CASES = 60;

  @ParameterizedTest
  @ValueSource(strings = {"looklook.md", "compatibility.md"})
  void everyTestThatADocumentNames_exists(String document) {
    var page = SourceTree.read(SourceTree.root().resolve("docs").resolve(document));
    var named = NAMED.matcher(page).results().toList();

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(test -> {
          List<String> sources =
              SourceTree.javaFiles().stream()
                  .filter(file -> file.endsWith(test.group(1) + ".java"))
                  .map(SourceTree::read)
                  .toList();
          assertThat(sources)
              .as(test.group())
              .anyMatch(source -> source.contains("void " + test.group(2) + "("));
        });
  }

  @Test
  void everyConformanceCase_isNamedOnThePage() {
    var page = SourceTree.read(SourceTree.root().resolve("docs/compatibility.md"));

    for (int number = 1; number <= CONFORMANCE_CASES; number++) {
      assertThat(page)
          .containsPattern(
              "(?m)^\\| %d \\|.*`\\w+ConformanceTest\\.case%02d_".formatted(number, number));
    }
  }
}
