package dev.belfry.messaging;

import java.time.Duration;
import java.util.Optional;

/**
 * Remembers which work is in hand and which is done, for all processes that ask. Each change is one
 * atomic step, and each method bears being called again with the same arguments after a lost reply.
 * Implementations are thread-safe.
 *
 * <p>All methods throw {@link MessagingException} if the store cannot be reached in time.
 */
public interface ProcessedStore {

  /**
   * Claims the work {@code key} for {@code owner}. Granted if nobody has it, if the lease of the
   * one who had it has ended, or if {@code owner} has it already.
   *
   * @param owner a name that no other attempt has
   * @param lease how long the claim holds unless it is renewed
   */
  Claim claim(String key, String owner, Duration lease);

  /**
   * Makes the lease of {@code owner} last for {@code lease} from now on, also if it had ended and
   * nobody took the work over.
   *
   * @return false if somebody else has the work, or has done it
   */
  boolean renew(String key, String owner, Duration lease);

  /**
   * Marks the work as done.
   *
   * @param note for whoever claims it later
   * @param retention how long it counts as done
   * @return false if somebody else has the work, or has done it: it may have been done twice
   */
  boolean finish(String key, String owner, String note, Duration retention);

  /**
   * Gives the work up after an attempt that failed; nobody gets it before {@code pause} is over.
   */
  void fail(String key, String owner, Duration pause);

  /** As {@link #fail}, but as if this attempt had not been. */
  void release(String key, String owner, Duration pause);

  /**
   * Marks work as done that nobody has in hand, so that nobody begins it, nor goes on with it after
   * an attempt that failed.
   *
   * @param owner a name that no attempt has
   * @param retention how long it counts as done
   * @return false if somebody is at work, or has done it; true if {@code owner} has cancelled it
   */
  boolean cancel(String key, String owner, Duration retention);

  /** The note of work that is done; empty if it is not, or no longer known to be. */
  Optional<String> note(String key);

  /** Forgets the work, done or not: the next claim is granted as a first one. */
  void forget(String key);
}
