package dev.belfry.console.internal.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The users of a file: a line each, {@code name:role:hash}; empty lines and those that begin with
 * {@code #} do not count. Immutable and thread-safe.
 */
public final class Users {
  /** Hashing takes a core; many at once would stop everything else. */
  private static final int HASHERS = 2;

  /** Stands in for users that do not exist, so that a login takes as long for them. */
  private static final PasswordHash NOBODY = PasswordHash.of(new char[] {'-'});

  private final Map<String, User> users;
  private final Semaphore hashing = new Semaphore(HASHERS);

  private record User(Role role, PasswordHash password) {}

  private Users(Map<String, User> users) {
    this.users = Map.copyOf(users);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or a line is wrong; says which
   */
  public static Users load(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException("the users file " + file + " cannot be read: " + e, e);
    }
  }

  static Users parse(List<String> lines, String file) {
    Map<String, User> users = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = file + ":" + (i + 1) + ": ";
      String[] parts = line.split(":", 3);
      if (parts.length != 3 || !parts[0].matches("[^\\s:]{1,200}")) {
        throw new IllegalArgumentException(where + "needs name:role:hash");
      }
      Role role =
          Role.of(parts[1])
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      where + "the role is viewer, operator or admin, not " + parts[1]));
      try {
        if (users.put(parts[0], new User(role, new PasswordHash(parts[2]))) != null) {
          throw new IllegalArgumentException("user " + parts[0] + " is there twice");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + e.getMessage(), e);
      }
    }
    return new Users(users);
  }

  /** Who it is, if the password is right. */
  public Optional<Identity> login(String name, char[] password) {
    User user = users.get(name);
    hashing.acquireUninterruptibly();
    try {
      boolean right = (user == null ? NOBODY : user.password).matches(password);
      return user != null && right ? Optional.of(new Identity(name, user.role)) : Optional.empty();
    } finally {
      hashing.release();
    }
  }
}
