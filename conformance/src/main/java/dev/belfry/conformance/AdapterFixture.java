package dev.belfry.conformance;

import dev.belfry.messaging.Headers;
import java.util.List;

/**
 * An adapter's broker with a fresh queue for one case. An adapter has one for each of its modes.
 * {@link #close} stops what still runs.
 */
public interface AdapterFixture extends AutoCloseable {

  /**
   * Sends to the queue, with the trace of the current context in the headers if the adapter has
   * headers, and returns when the broker has the message.
   */
  void send(String key, byte[] value, Headers headers) throws Exception;

  /**
   * Starts a consumer of the queue with exactly what the spec says; all consumers of a fixture are
   * one group. A group that nobody was in starts at the first message.
   */
  RunningConsumer consume(ConsumerSpec spec) throws Exception;

  /** Whether the broker holds nothing any more that it would deliver to the group. */
  boolean allAcknowledged() throws Exception;

  /** What was given up so far, in any order. */
  List<DeadLetter> deadLetters() throws Exception;

  @Override
  void close() throws Exception;
}
