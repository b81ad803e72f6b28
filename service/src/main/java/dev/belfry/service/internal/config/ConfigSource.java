package dev.belfry.service.internal.config;

import dev.belfry.service.config.ConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A text with a name.
 *
 * @param name the file, for messages
 * @param text its content
 */
public record ConfigSource(String name, String text) {
  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");

  /**
   * The text of a file.
   *
   * @throws ConfigException if it cannot be read or is of another type
   */
  public static ConfigSource ofFile(Path file) {
    String name = file.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (EXTENSIONS.stream().noneMatch(lower::endsWith)) {
      throw unreadable(name, "is not one of " + String.join(", ", EXTENSIONS));
    }
    try {
      String text = Files.readString(file);
      // JSON allows tabs between tokens, YAML does not; inside JSON strings there are none.
      return new ConfigSource(name, lower.endsWith(".json") ? text.replace('\t', ' ') : text);
    } catch (NoSuchFileException e) {
      throw unreadable(name, "does not exist, looked for " + file.toAbsolutePath());
    } catch (CharacterCodingException e) {
      throw unreadable(name, "is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(name, "cannot be read: " + e);
    }
  }

  /** A text that is not in a file. */
  public static ConfigSource ofText(String text) {
    return new ConfigSource("text", text);
  }

  private static ConfigException unreadable(String name, String problem) {
    return new Problems(name).alone(Optional.empty(), problem);
  }

  /**
   * The record that the text describes.
   *
   * @throws ConfigException if the text is wrong
   */
  public <T extends Record> T bind(Class<T> type, Map<String, String> environment) {
    var problems = new Problems(name);
    Optional<Node> root = compose(text, problems);
    Node node = root.orElseGet(() -> new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK));
    if (!(node instanceof MappingNode mapping)) {
      throw problems.alone(node.getStartMark(), "needs keys with values, such as \"Name: me\"");
    }
    Object bound = new Binder(problems, new EnvironmentText(environment)).bindRoot(mapping, type);
    problems.throwIfAny();
    return type.cast(Objects.requireNonNull(bound));
  }

  static Optional<Node> compose(String text, Problems problems) {
    try {
      // The pieces of the library's Compose class, whose own package its module does not export.
      LoadSettings settings = LoadSettings.builder().setLabel(problems.file()).build();
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      return new Composer(settings, parser).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      // Not the exception's own message: it quotes the text around, which may hold a secret.
      String problem =
          String.valueOf(e.getProblem()).replaceFirst("undefined alias .*", "an alias");
      throw problems.alone(e.getProblemMark(), "is not YAML: " + problem);
    } catch (YamlEngineException e) {
      throw problems.alone(Optional.empty(), "is not YAML: " + e.getMessage());
    }
  }
}
