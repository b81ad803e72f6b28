package dev.belfry.console;

import dev.belfry.console.internal.access.PasswordHash;

/** Makes what a users file has in the place of passwords. */
public final class Passwords {
  private Passwords() {}

  /**
   * The hash of a password, as the third part of a line of {@link
   * ConsoleConf.AccessConf#usersFile}. Takes some tenths of a second on purpose.
   */
  public static String hash(char[] password) {
    return PasswordHash.of(password).text();
  }
}
