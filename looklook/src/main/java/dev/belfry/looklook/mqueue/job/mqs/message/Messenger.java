package dev.belfry.looklook.mqueue.job.mqs.message;

/** Brings notices to people. Implementations are thread-safe. */
@FunctionalInterface
public interface Messenger {

  /**
   * Sends a notice.
   *
   * @param openId the person's key in the mini program
   * @throws RuntimeException if it was not sent
   */
  void send(String openId, Notice notice);
}
