package dev.belfry.service.internal.config;

import dev.belfry.service.config.Range;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the text of a single value into its type. */
final class Scalars {
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+(_\\d+)*");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private Scalars() {}

  static boolean accepts(Class<?> type) {
    return isText(type)
        || isWhole(type)
        || isDecimal(type)
        || isBoolean(type)
        || type == Duration.class
        || type == ZoneId.class
        || type.isEnum();
  }

  /** Whether a value in quotes is of this type. A number in quotes is text. */
  static boolean mayBeQuoted(Class<?> type) {
    return !isWhole(type) && !isDecimal(type) && !isBoolean(type);
  }

  static boolean isText(Class<?> type) {
    return type == String.class || type == URI.class || type == Path.class;
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }

  private static boolean isDecimal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  /** The value of a text. */
  static Object convert(String text, Class<?> type, @Nullable Range range) throws BadValue {
    if (type == String.class) {
      return text;
    }
    String value = text.strip();
    if (type == Duration.class) {
      return GoDuration.parse(value);
    }
    if (type == ZoneId.class) {
      return zone(value);
    }
    if (type.isEnum()) {
      return constant(value, type);
    }
    if (isBoolean(type)) {
      return truth(value);
    }
    if (isWhole(type) || isDecimal(type)) {
      return number(value, type, range);
    }
    try {
      return type == URI.class ? new URI(value) : Path.of(value);
    } catch (URISyntaxException | InvalidPathException e) {
      throw new BadValue("needs " + accepted(type, range));
    }
  }

  private static Object zone(String value) throws BadValue {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new BadValue("needs " + accepted(ZoneId.class, null));
    }
  }

  private static Object constant(String value, Class<?> type) throws BadValue {
    for (Object each : type.getEnumConstants()) {
      if (plain(String.valueOf(((Enum<?>) each).name())).equals(plain(value))) {
        return each;
      }
    }
    throw new BadValue("needs " + accepted(type, null));
  }

  private static Object truth(String value) throws BadValue {
    String lower = value.toLowerCase(Locale.ROOT);
    if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
      throw new BadValue("needs true or false");
    }
    return TRUE.contains(lower);
  }

  private static Object number(String value, Class<?> type, @Nullable Range range) throws BadValue {
    if (!(isWhole(type) ? WHOLE : DECIMAL).matcher(value).matches()) {
      throw new BadValue("needs " + accepted(type, range));
    }
    var number = new BigDecimal(value.replace("_", ""));
    double exact = number.doubleValue();
    if (range != null && (exact < range.min() || exact > range.max())) {
      throw new BadValue("needs " + accepted(type, range));
    }
    try {
      if (isDecimal(type)) {
        return exact;
      }
      // Not a ternary: it would make both a long.
      if (type == int.class || type == Integer.class) {
        return number.intValueExact();
      }
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadValue("is out of range: needs " + accepted(type, range));
    }
  }

  /** What a type accepts, for messages. */
  static String accepted(Class<?> type, @Nullable Range range) {
    if (type == Duration.class) {
      return GoDuration.FORM;
    } else if (type == ZoneId.class) {
      return "a time zone, such as Asia/Shanghai or UTC";
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> plain(((Enum<?>) each).name()))
          .collect(Collectors.joining(", ", "one of ", ""));
    } else if (isBoolean(type)) {
      return "true or false";
    } else if (isWhole(type) || isDecimal(type)) {
      return (isWhole(type) ? "a whole number" : "a number") + bounds(range);
    } else if (type == URI.class) {
      return "a URI";
    }
    return type == Path.class ? "a path" : "text";
  }

  private static String bounds(@Nullable Range range) {
    if (range == null) {
      return "";
    }
    String from = Double.isInfinite(range.min()) ? "" : " from " + shown(range.min());
    return from + (Double.isInfinite(range.max()) ? "" : " to " + shown(range.max()));
  }

  private static String shown(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private static String plain(String constant) {
    return constant.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }
}
