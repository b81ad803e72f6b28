package dev.belfry.service.internal.config;

import dev.belfry.service.config.Range;
import dev.belfry.service.internal.config.RecordShape.Slot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Builds values from nodes. A value that cannot be built is noted in the problems, null stands in
 * for it, and the work goes on, so that one run finds all problems of a file.
 */
final class Binder {
  private static final Logger log = LoggerFactory.getLogger(Binder.class);

  /** Places already warned about, so that a file that is loaded again does not warn again. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Problems problems;
  private final EnvironmentText environment;

  Binder(Problems problems, EnvironmentText environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /** One section of the file: its keys, where it is, and how to name it. */
  private record Section(Map<String, NodeTuple> entries, Optional<Mark> at, String path) {
    String pathOf(String key) {
      return path.isEmpty() ? key : path + "." + key;
    }
  }

  @Nullable Object bindRoot(MappingNode node, Class<?> type) {
    return bindRecord(node, type, "", node.getStartMark());
  }

  private @Nullable Object bindRecord(
      MappingNode node, Class<?> type, String path, Optional<Mark> at) {
    RecordShape shape = RecordShape.of(type);
    Section section = new Section(new LinkedHashMap<>(), at, path);
    for (NodeTuple tuple : node.getValue()) {
      String key = keyOf(tuple);
      String known = RecordShape.lower(key);
      if (shape.warned().contains(known)) {
        warnOnce(section.pathOf(key));
      } else if (!shape.silent().contains(known)) {
        if (!shape.keys().containsKey(known)) {
          unknown(section, tuple, key, shape);
        } else if (section.entries().putIfAbsent(known, tuple) != null) {
          Optional<Mark> first = section.entries().get(known).getKeyNode().getStartMark();
          problems.add(
              tuple.getKeyNode().getStartMark(),
              section.pathOf(key),
              "is given twice, first in line " + first.map(m -> m.getLine() + 1).orElse(0));
        }
      }
    }
    return build(shape, section);
  }

  private static String keyOf(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
  }

  private void warnOnce(String path) {
    if (WARNED.add(problems.file() + "#" + path)) {
      log.warn("{}: {} has no effect", problems.file(), path);
    }
  }

  private void unknown(Section section, NodeTuple tuple, String key, RecordShape shape) {
    List<String> accepted = shape.keys().values().stream().map(Slot::key).toList();
    String nearest = Nearest.of(key, accepted);
    problems.add(
        tuple.getKeyNode().getStartMark(),
        section.pathOf(key),
        nearest == null
            ? "is unknown: accepted here are " + String.join(", ", accepted)
            : "is unknown: did you mean " + nearest + "?");
  }

  private @Nullable Object build(RecordShape shape, Section section) {
    int before = problems.count();
    List<@Nullable Object> values = new ArrayList<>();
    for (Slot slot : shape.slots()) {
      RecordShape inline = slot.inline();
      values.add(inline == null ? fill(slot, section) : build(inline, section));
    }
    if (problems.count() > before) {
      return null;
    }
    try {
      return shape.constructor().newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        problems.add(section.at(), section.path(), String.valueOf(refusal.getMessage()));
        return null;
      }
      throw new IllegalArgumentException(shape.type().getName() + " cannot be built", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(shape.type().getName() + " cannot be built", e);
    }
  }

  private @Nullable Object fill(Slot slot, Section section) {
    NodeTuple tuple = section.entries().get(RecordShape.lower(slot.key()));
    String path = section.pathOf(tuple == null ? slot.key() : keyOf(tuple));
    if (tuple == null || isNull(tuple.getValueNode())) {
      Optional<Mark> at = tuple == null ? section.at() : tuple.getKeyNode().getStartMark();
      return absent(slot, path, at);
    }
    Node node = tuple.getValueNode();
    if (node instanceof ScalarNode scalar && !slot.required() && expandsToNothing(scalar, slot)) {
      return absent(slot, path, tuple.getKeyNode().getStartMark());
    }
    return bind(node, slot.type(), slot.range(), path, tuple.getKeyNode().getStartMark());
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && NULLS.contains(scalar.getValue());
  }

  /** A number whose variable is empty is as good as absent; a text is then an empty text. */
  private boolean expandsToNothing(ScalarNode scalar, Slot slot) {
    try {
      return slot.type() != String.class
          && EnvironmentText.hasVariables(scalar.getValue())
          && environment.expand(scalar.getValue()).isEmpty();
    } catch (BadValue e) {
      return false; // Reported when the value itself is bound.
    }
  }

  private @Nullable Object absent(Slot slot, String path, Optional<Mark> at) {
    String text = slot.defaultText();
    if (text != null) {
      return Defaults.of(text, slot);
    }
    if (slot.nullable()) {
      return null;
    }
    Class<?> raw = raw(slot.type());
    if (raw == Map.class) {
      return Map.of();
    }
    if (!raw.isRecord()) {
      problems.add(at, path, "is missing: needs " + accepted(slot.type(), slot.range()));
      return null;
    }
    var inner = new Problems(problems.file());
    var section = new Section(Map.of(), at, "");
    Object filled = new Binder(inner, environment).build(RecordShape.of(raw), section);
    if (inner.count() > 0) {
      problems.add(at, path, "is missing: needs a section with " + inner.keys());
    }
    return filled;
  }

  private @Nullable Object bind(
      Node node, Type type, @Nullable Range range, String path, Optional<Mark> keyMark) {
    Class<?> raw = raw(type);
    if (isNull(node)) {
      // Only items of lists and maps come here: a key without a value counts as absent.
      problems.add(node.getStartMark(), path, "is empty: needs " + accepted(type, range));
      return null;
    }
    if (raw.isRecord() && node instanceof MappingNode mapping) {
      return bindRecord(mapping, raw, path, keyMark);
    } else if (raw == List.class && node instanceof SequenceNode sequence) {
      return bindList(sequence, argument(type, 0), range, path);
    } else if (raw == Map.class && node instanceof MappingNode mapping) {
      return bindMap(mapping, argument(type, 1), range, path);
    } else if (node instanceof ScalarNode scalar) {
      return bindScalar(scalar, type, range, path);
    }
    problems.add(node.getStartMark(), path, "needs " + accepted(type, range));
    return null;
  }

  private List<?> bindList(SequenceNode node, Type element, @Nullable Range range, String path) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Node each : node.getValue()) {
      String place = path + "[" + list.size() + "]";
      list.add(bind(each, element, range, place, each.getStartMark()));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, ?> bindMap(MappingNode node, Type value, @Nullable Range range, String path) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String key = keyOf(tuple);
      Optional<Mark> at = tuple.getKeyNode().getStartMark();
      String place = path + "[" + key + "]";
      if (map.containsKey(key)) {
        problems.add(at, place, "is given twice");
      }
      map.put(key, bind(tuple.getValueNode(), value, range, place, at));
    }
    return Collections.unmodifiableMap(map);
  }

  private @Nullable Object bindScalar(
      ScalarNode node, Type type, @Nullable Range range, String path) {
    boolean variable = EnvironmentText.hasVariables(node.getValue());
    Class<?> raw = raw(type);
    try {
      String text = variable ? environment.expand(node.getValue()) : node.getValue();
      if (raw == List.class && variable && raw(argument(type, 0)) == String.class) {
        return Defaults.split(text);
      }
      if (!Scalars.accepts(raw)) {
        problems.add(node.getStartMark(), path, "needs " + accepted(type, range));
        return null;
      }
      boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
      if (quoted && !variable && !Scalars.mayBeQuoted(raw)) {
        String needs = "needs " + Scalars.accepted(raw, range) + " without quotes";
        problems.add(node.getStartMark(), path, needs);
        return null;
      }
      try {
        return Scalars.convert(text, raw, range);
      } catch (BadValue e) {
        String shown = Secrets.show(path + node.getValue(), text);
        problems.add(node.getStartMark(), path, e.problem() + shown);
        return null;
      }
    } catch (BadValue e) {
      problems.add(node.getStartMark(), path, e.problem());
      return null;
    }
  }

  static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof Class<?> simple) {
      boolean supported =
          Scalars.accepts(simple)
              || simple.isRecord()
              || simple == List.class
              || simple == Map.class;
      if (supported) {
        return simple;
      }
    }
    throw new IllegalArgumentException("a file cannot fill a component of type " + type);
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalArgumentException(type + " needs type arguments");
  }

  private static String accepted(Type type, @Nullable Range range) {
    Class<?> raw = raw(type);
    if (raw == List.class) {
      return "a list, such as [a, b]";
    }
    return raw == Map.class || raw.isRecord()
        ? "a section with keys below it"
        : Scalars.accepted(raw, range);
  }
}
