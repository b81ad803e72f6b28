package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;

/** The ids of a job's copies as dq writes them: {@code endpoint/tube/number}, commas between. */
public final class JobIds {
  private JobIds() {}

  /** The id of one copy. */
  public static String of(BeanstalkNode node, long number) {
    return node + "/" + number;
  }

  /** The ids of all copies in one text. */
  public static String join(Collection<String> copies) {
    return String.join(",", copies);
  }

  /** The number of the copy on a node; empty if none of the ids is there, or it is malformed. */
  public static OptionalLong on(BeanstalkNode node, String ids) {
    var prefix = node + "/";
    return Arrays.stream(ids.split(",", -1))
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .filter(number -> number.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
