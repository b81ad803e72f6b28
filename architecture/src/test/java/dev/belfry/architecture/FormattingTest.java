package dev.belfry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All sources are in google-java-format. {@code -Dbelfry.format=write} formats them instead. */
class FormattingTest {

  private static final boolean WRITE = "write".equals(System.getProperty("belfry.format"));

  @Test
  void everyJavaFile_isInGoogleJavaFormat() throws FormatterException, IOException {
    List<Path> misformatted = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      String source = SourceTree.read(file);
      String formatted = format(source);
      if (formatted.equals(source)) {
        continue;
      }
      if (WRITE) {
        Files.writeString(file, formatted);
      } else {
        misformatted.add(SourceTree.root().relativize(file));
      }
    }
    assertThat(misformatted)
        .as("files to format; CONTRIBUTING.md has the command that does it")
        .isEmpty();
  }

  private static String format(String source) throws FormatterException {
    String imports =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(imports);
  }
}
