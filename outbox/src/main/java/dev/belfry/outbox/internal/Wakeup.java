package dev.belfry.outbox.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the relays of this process that there may be work. An intent that was written is to be
 * expected: nobody says when its transaction commits, so whoever waits looks soon and then ever
 * more rarely. Thread-safe.
 */
public final class Wakeup {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long commits;
  private long writes;

  /** What a waiter has seen. */
  record Seen(long commits, long writes) {}

  /** An intent was written and will soon be there. */
  public void written() {
    lock.lock();
    try {
      writes++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Intents are there. */
  public void committed() {
    lock.lock();
    try {
      commits++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Seen seen() {
    lock.lock();
    try {
      return new Seen(commits, writes);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a commit, but not longer than {@code limit}, and a moment only after a write. */
  void await(Seen seen, Duration limit, Duration moment) throws InterruptedException {
    long left = limit.toNanos();
    boolean expecting = false;
    lock.lockInterruptibly();
    try {
      while (left > 0 && commits == seen.commits) {
        if (!expecting && writes != seen.writes) {
          expecting = true;
          left = Math.min(left, moment.toNanos());
        }
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for {@code time}, whatever the news. */
  static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
