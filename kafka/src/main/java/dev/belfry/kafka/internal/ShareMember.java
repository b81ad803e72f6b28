package dev.belfry.kafka.internal;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A member of a share group as the queue sees it: one loop, and others beside it while records that
 * take long tie the first ones. All loops together keep to the member's limits.
 */
final class ShareMember implements Member, ShareLoop.Hand {

  /**
   * 8: each has a connection of its own and two threads; more would hide a plan that waits too
   * long.
   */
  private static final int MOST_LOOPS = 8;

  private final BiFunction<ShareLoop.Hand, Integer, ShareLoop> maker;
  private final int capacity;
  private final SharePatience patience;
  private final List<ShareLoop> loops = new CopyOnWriteArrayList<>();
  private final AtomicBoolean growing = new AtomicBoolean();
  private volatile boolean quiesced;
  private volatile @Nullable Deadline stopDeadline;

  /**
   * @param parallelism handlers at once
   * @param capacity records in hand beyond which no more are fetched
   * @param maker of the loop with this number, from 1
   */
  ShareMember(int parallelism, int capacity, BiFunction<ShareLoop.Hand, Integer, ShareLoop> maker) {
    this.maker = maker;
    this.capacity = capacity;
    this.patience = new SharePatience(parallelism);
    loops.add(maker.apply(this, 1));
  }

  @Override
  public SharePatience patience() {
    return patience;
  }

  @Override
  public int room() {
    return capacity - inFlight();
  }

  @Override
  public int few() {
    return capacity / 2;
  }

  @Override
  public void tied() {
    if (quiesced
        || loops.size() >= MOST_LOOPS
        || !loops.stream().allMatch(ShareLoop::isTied)
        || !growing.compareAndSet(false, true)) {
      return;
    }
    try {
      var loop = maker.apply(this, loops.size() + 1);
      loops.add(loop);
      loop.start();
      // Whoever came with a word for all loops meanwhile has not met this one.
      if (quiesced) {
        loop.quiesce();
      }
      var deadline = stopDeadline;
      if (deadline != null) {
        loop.stop(deadline);
      }
    } finally {
      growing.set(false);
    }
  }

  @Override
  public void start() {
    loops.getFirst().start();
  }

  @Override
  public boolean awaitJoined(Deadline deadline) throws InterruptedException {
    return loops.getFirst().awaitJoined(deadline);
  }

  @Override
  public void quiesce() {
    quiesced = true;
    loops.forEach(ShareLoop::quiesce);
  }

  @Override
  public void stop(Deadline deadline) {
    quiesced = true;
    stopDeadline = deadline;
    loops.forEach(loop -> loop.stop(deadline));
  }

  @Override
  public boolean join(Deadline deadline) throws InterruptedException {
    // By index: a loop that ends may just have added another.
    for (var number = 0; number < loops.size(); number++) {
      if (!loops.get(number).join(deadline)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Health health() {
    return loops.stream()
        .map(ShareLoop::health)
        .filter(Health.Down.class::isInstance)
        .findFirst()
        .orElseGet(Health::up);
  }

  @Override
  public int inFlight() {
    return loops.stream().mapToInt(ShareLoop::inFlight).sum();
  }

  @Override
  public Map<TopicPartition, Long> lag() {
    return Map.of();
  }
}
