package dev.belfry.kafka;

/**
 * Names the topics that a group needs beside the one that it reads. All processes of a group and
 * the tools that look after it have to agree. Implementations are thread-safe, and give the same
 * name each time.
 */
public interface TopicNames {

  /**
   * Where messages wait for another attempt.
   *
   * @param step 1 for the shortest delay, 2 for the next, and so on
   */
  String retry(String topic, String group, int step);

  /** Where messages go whose attempts are spent. */
  String deadLetter(String topic, String group);

  /** Whether {@link #deadLetter} gives such names. */
  boolean isDeadLetter(String topic);

  /** {@code <topic>.<group>.retry.<step>} and {@code <topic>.<group>.dlt}. */
  static TopicNames standard() {
    return StandardTopicNames.INSTANCE;
  }
}
