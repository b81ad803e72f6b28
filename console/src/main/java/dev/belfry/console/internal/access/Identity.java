package dev.belfry.console.internal.access;

/**
 * Who calls. Immutable.
 *
 * @param user the name, for the audit log
 * @param role what they may do
 */
public record Identity(String user, Role role) {
  /** The name of somebody who has not logged in. */
  public static final String ANONYMOUS = "anonymous";
}
