package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.ToolData;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What tools such as a console keep in the same Redis beside the tasks: small maps and bounded
 * logs, under {@code belfry:} where Go's programs never look. Thread-safe; {@link
 * TaskInspector#tools} gives one, which ends with its inspector.
 *
 * <p>All methods throw {@link TaskStoreException} if Redis cannot be reached or refuses.
 */
public final class ToolStore {
  /** Names become keys beside those of the engine; all of these begin with {@code tool:}. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final ToolData data;

  ToolStore(ToolData data) {
    this.data = data;
  }

  /** A map with all its fields; empty if nobody has put anything. */
  public Map<String, String> map(String name) {
    return data.map(key(name));
  }

  /**
   * Sets a field of a map.
   *
   * @param most how many fields the map may have
   * @throws IllegalStateException if it has as many
   */
  public void put(String name, String field, String value, int most) {
    if (data.size(key(name)) >= most && !data.map(key(name)).containsKey(field)) {
      throw new IllegalStateException("there are " + most + " entries in '" + name + "' already");
    }
    data.put(key(name), field, value);
  }

  /** Removes a field of a map; whether there was one. */
  public boolean remove(String name, String field) {
    return data.remove(key(name), field);
  }

  /**
   * Adds an entry to a log.
   *
   * @param most about how many of the newest entries are kept
   * @return the id of the entry: ids grow with time
   */
  public String append(String log, Map<String, String> entry, long most) {
    return data.append(key(log), entry, most);
  }

  /**
   * Entries of a log by their ids, the newest first.
   *
   * @param before only those that are older than this one; empty begins with the newest
   * @param most how many, from 1 to {@value Page#MAX_SIZE}
   */
  public Map<String, Map<String, String>> log(String log, String before, int most) {
    if (most < 1 || most > Page.MAX_SIZE) {
      throw new IllegalArgumentException("1 to " + Page.MAX_SIZE + " entries, not " + most);
    }
    if (!before.isEmpty() && !before.matches("\\d{1,19}(-\\d{1,19})?")) {
      throw new IllegalArgumentException("'" + before + "' is no id of an entry");
    }
    return data.log(key(log), before, most);
  }

  private static String key(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name for what a tool keeps");
    }
    return "tool:" + name;
  }
}
