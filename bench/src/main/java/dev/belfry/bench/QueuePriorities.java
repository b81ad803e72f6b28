package dev.belfry.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Queues with their priorities, as an option names them. */
record QueuePriorities(Map<String, Integer> priorities) {

  QueuePriorities {
    priorities = Collections.unmodifiableMap(new LinkedHashMap<>(priorities));
  }

  /** Reads {@code a=6,b=3}; a priority left out is 1. */
  static final class Option implements ITypeConverter<QueuePriorities> {
    private static final Pattern QUEUE = Pattern.compile("([^=]+)(?:=([1-9]\\d{0,5}))?");

    @Override
    public QueuePriorities convert(String text) {
      Map<String, Integer> queues = new LinkedHashMap<>();
      for (String each : text.split(",", -1)) {
        Matcher queue = QUEUE.matcher(each);
        if (!queue.matches() || queue.group(1).isBlank()) {
          throw new TypeConversionException(
              "'%s' is no queue with a priority; write them as a=6,b=3".formatted(each));
        }
        String priority = queue.group(2);
        if (queues.put(queue.group(1), priority == null ? 1 : Integer.parseInt(priority)) != null) {
          throw new TypeConversionException("queue '%s' is named twice".formatted(queue.group(1)));
        }
      }
      return new QueuePriorities(queues);
    }
  }
}
