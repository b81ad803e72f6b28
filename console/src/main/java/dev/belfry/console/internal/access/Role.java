package dev.belfry.console.internal.access;

import dev.belfry.console.ConsoleConf.Anonymous;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role includes those before it. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Changes tasks, queues and schedules. */
  OPERATOR,
  /** Deletes queues, repairs, and sees the settings. */
  ADMIN;

  /** Whether this role includes another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The word for it in the API and in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that word, if it is one. */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** The role that a setting names; empty for none. */
  public static Optional<Role> of(Anonymous setting) {
    return of(setting.name());
  }
}
