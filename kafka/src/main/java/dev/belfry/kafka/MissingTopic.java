package dev.belfry.kafka;

/** What a start does if its topic does not exist. Immutable. */
public sealed interface MissingTopic {

  /** The start fails and says how to create the topic. */
  record Fails() implements MissingTopic {}

  /**
   * The start creates the topic. Partitions bound the number of processes that share the work, and
   * adding some later moves keys; so the number is for you to choose.
   *
   * @param partitions at least 1
   * @param replicas copies of each partition; −1 takes the brokers' default
   */
  record Created(int partitions, int replicas) implements MissingTopic {
    public Created {
      if (partitions < 1) {
        throw new IllegalArgumentException("a topic needs a partition, not " + partitions);
      }
      if (replicas < 1 && replicas != BROKER_DEFAULT) {
        throw new IllegalArgumentException(
            "replicas must be at least 1, or -1 for the brokers' default, not " + replicas);
      }
    }
  }

  /** As many replicas as the brokers are set to. */
  int BROKER_DEFAULT = -1;

  /** The start fails: a misspelt name should not become a topic. */
  static MissingTopic fails() {
    return new Fails();
  }

  /** The start creates the topic with so many partitions, and the brokers' number of replicas. */
  static MissingTopic created(int partitions) {
    return new Created(partitions, BROKER_DEFAULT);
  }
}
