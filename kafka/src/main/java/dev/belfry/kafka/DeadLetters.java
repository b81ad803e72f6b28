package dev.belfry.kafka;

import dev.belfry.kafka.internal.KafkaDeadLetters;
import java.util.List;

/**
 * The letters of one dead-letter topic that still wait for somebody: to look at, to send again, or
 * to forget.
 *
 * <p>What was sent again or forgotten is not listed any more. That is noted in the offsets of the
 * group {@code <topic>.replay}, in one transaction with the sending, so a replay that dies and is
 * repeated sends each letter once to consumers that read committed messages, as Belfry's do. From
 * the front of the topic such letters are deleted, so that a topic whose letters are all dealt with
 * is empty.
 *
 * <p>A letter goes to the topic that it came from, with its key, content and headers; its attempts
 * count from one again. It keeps its {@linkplain dev.belfry.messaging.Message#id() id}, so that an
 * idempotency guard still knows it. Other groups that read the topic see it a second time: {@link
 * ReplayOptions#to} names another topic.
 *
 * <p>Methods block until all is read or written, and throw {@link KafkaException} if the brokers do
 * not answer or refuse; what was done before stays done. Thread-safe. Only one replay of a topic
 * goes on at a time, in all processes: a second one ends the first.
 */
public interface DeadLetters {
  /** 1,000 letters: more than a person looks at, little enough for memory. */
  int LIST_LIMIT = 1_000;

  /** The letters of a topic. The brokers are asked at the first call. */
  static DeadLetters of(KafkaConnection connection, String topic) {
    return new KafkaDeadLetters(connection, topic);
  }

  /** Whether a group has no consumers, but notes which letters of a topic are dealt with. */
  static boolean isReplayGroup(String group) {
    return KafkaDeadLetters.isReplayGroup(group);
  }

  /** At most {@value #LIST_LIMIT} of the letters, oldest first. */
  List<DeadLetter> list(DeadLetterSelection selection);

  /** The number of letters, without a limit but the selection's own: what a replay would send. */
  long count(DeadLetterSelection selection);

  /** Sends letters again. Returns their number. An interrupt ends it between two portions. */
  long replay(DeadLetterSelection selection, ReplayOptions options) throws InterruptedException;

  /** Forgets letters without sending them. Returns their number. */
  long discard(DeadLetterSelection selection) throws InterruptedException;
}
