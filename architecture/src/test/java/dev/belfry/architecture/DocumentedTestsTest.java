package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that a document names exist. */
class DocumentedTestsTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyTestThatADocumentNames_exists() {
    var page = SourceTree.read(SourceTree.root().resolve("docs/looklook.md"));
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
}
