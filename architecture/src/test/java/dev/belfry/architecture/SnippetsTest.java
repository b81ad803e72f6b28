package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each Java block in the documents is a copy of compiled code: the line {@code <!-- snippet: X -->}
 * before a block names the source {@code X.java} whose lines between {@code // snippet} and {@code
 * // end} it shows.
 */
class SnippetsTest {

  private static final Pattern JAVA_BLOCK =
      Pattern.compile("(?s)(?:<!-- snippet: (\\w+) -->\\s*)?```java\\n(.*?)```");
  private static final Pattern REGION =
      Pattern.compile("(?s)\\n *// snippet\\n(.*?)\\n *// end\\n");

  private record Snippet(Path document, String name, String code) {
    @Override
    public String toString() {
      return SourceTree.root().relativize(document) + ": " + name;
    }
  }

  @Test
  void everyJavaBlockInADocument_namesItsSource() throws IOException {
    assertThat(snippets())
        .as("blocks without a snippet mark")
        .filteredOn(snippet -> snippet.name().isEmpty())
        .isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> snippet_equalsItsCompiledSource() throws IOException {
    return snippets().stream()
        .filter(snippet -> !snippet.name().isEmpty())
        .map(snippet ->
            DynamicTest.dynamicTest(
                snippet.toString(),
                () -> assertThat(snippet.code().strip()).isEqualTo(regionOf(snippet.name()))));
  }

  private static List<Snippet> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path document : documents()) {
      JAVA_BLOCK
          .matcher(SourceTree.read(document))
          .results()
          .forEach(block -> {
            String name = block.group(1);
            snippets.add(new Snippet(document, name == null ? "" : name, block.group(2)));
          });
    }
    return snippets;
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(SourceTree.root().resolve("README.md"));
    try (Stream<Path> docs = Files.list(SourceTree.root().resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  private static String regionOf(String name) {
    List<Path> sources =
        SourceTree.javaFiles().stream().filter(file -> file.endsWith(name + ".java")).toList();
    assertThat(sources).as("sources named " + name + ".java").hasSize(1);
    var region = REGION.matcher(SourceTree.read(sources.getFirst()));
    assertThat(region.find()).as("a region // snippet … // end in " + sources.getFirst()).isTrue();
    return region.group(1).lines().collect(Collectors.joining("\n")).stripIndent().strip();
  }
}
