package dev.belfry.kafka.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a consumer has taken and not finished. It is full at a number of messages or of bytes,
 * whichever comes first, and has room again at half of that, so that fetching does not flutter. One
 * poll may go beyond the bound. Thread-safe.
 */
final class InFlight {
  private final int maxMessages;
  private final long maxBytes;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  void begun(int size) {
    messages.incrementAndGet();
    bytes.addAndGet(size);
  }

  void ended(int size) {
    messages.decrementAndGet();
    bytes.addAndGet(-size);
  }

  int messages() {
    return messages.get();
  }

  boolean isFull() {
    return messages.get() >= maxMessages || bytes.get() >= maxBytes;
  }

  boolean hasRoom() {
    return messages.get() <= maxMessages / 2 && bytes.get() <= maxBytes / 2;
  }
}
