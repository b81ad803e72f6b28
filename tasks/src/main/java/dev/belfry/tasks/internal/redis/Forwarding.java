package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Moving tasks to their queue when their time has come. Thread-safe. */
final class Forwarding {
  /** Keeps one script below some 3 ms. */
  private static final int BATCH = 500;

  private static final int NO_MORE = -1;

  /** When nothing waits: beyond the life of any server. */
  private static final Instant NEVER = Instant.ofEpochSecond(1L << 40);

  private final RedisLink link;
  private final RedisClock clock;
  private final Channels channels;

  /** Tells the looks of this process from those of others. */
  private final String looker = UUID.randomUUID().toString().substring(0, 8);

  Forwarding(RedisLink link, RedisClock clock, Channels channels) {
    this.link = link;
    this.clock = clock;
    this.channels = channels;
  }

  Forwarded forward(String queue, DelayedSet set) {
    var keys = link.keys(queue);
    int moved = 0;
    long next = -1;
    long skip = 0;
    long now;
    do {
      var reply = look(keys, set, skip);
      moved += (int) reply.number(0);
      skip = reply.number(1);
      long seen = reply.number(2);
      next = next < 0 || (seen >= 0 && seen < next) ? seen : next;
      now = reply.number(3);
      clock.sample(now);
    } while (skip != NO_MORE);
    return new Forwarded(
        moved,
        next < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, next - now))));
  }

  private Reply look(Keys keys, DelayedSet set, long skip) {
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(keys.groupPrefix())
            .add(BATCH)
            .add(skip)
            .add(keys.dueChannel())
            .add(looker)
            .add(keys.groupsChannel());
    return link.list(Script.FORWARD, arguments, set.key(keys), keys.pending(), keys.groups());
  }

  Optional<Instant> nextDue(String queue, DelayedSet set) {
    String key = set.key(link.keys(queue));
    return link.call(redis -> redis.zrangeWithScores(key, 0, 0)).stream()
        .findFirst()
        .map(first -> Instant.ofEpochSecond((long) first.getScore() - 1));
  }

  TaskBroker.Subscription listen(String queue, DueListener listener) {
    return channels.listen(link.keys(queue).dueChannel(), text -> tell(text, listener));
  }

  /** What is not understood is another version's; a look finds what it meant. */
  private void tell(String text, DueListener listener) {
    String[] words = text.split(" ", -1);
    var set = DelayedSet.named(words[0]);
    if (set.isEmpty() || words.length < 3 || !words[2].matches("-?\\d{1,18}")) {
      return;
    }
    long millis = Long.parseLong(words[2]);
    if (words[1].equals("at")) {
      listener.dueAt(set.get(), Instant.ofEpochMilli(millis));
    } else if (words[1].equals("after") && words.length == 4 && !words[3].equals(looker)) {
      listener.nothingBefore(set.get(), millis < 0 ? NEVER : Instant.ofEpochMilli(millis));
    }
  }
}
