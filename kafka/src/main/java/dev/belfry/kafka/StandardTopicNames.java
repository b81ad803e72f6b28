package dev.belfry.kafka;

/** Names that say whose they are and stand beside their topic in a sorted list. */
enum StandardTopicNames implements TopicNames {
  INSTANCE;

  private static final String DEAD_LETTER = ".dlt";

  @Override
  public String retry(String topic, String group, int step) {
    return topic + "." + group + ".retry." + step;
  }

  @Override
  public String deadLetter(String topic, String group) {
    return topic + "." + group + DEAD_LETTER;
  }

  @Override
  public boolean isDeadLetter(String topic) {
    return topic.endsWith(DEAD_LETTER);
  }
}
