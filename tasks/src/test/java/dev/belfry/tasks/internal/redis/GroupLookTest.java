package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is known of the groups of a queue, and what is put right on the way. */
class GroupLookTest extends GroupFixture {
  @Test
  void case53_setPastItsDeadline_goesBackAndTheGroupIsRegistered() {
    long now = second();
    String stale = KEYS.aggregationSet("g", "5f2c");
    seedMember("young", now);
    raw.del(KEYS.groups());
    zadd(stale, now - 300, "old");
    zadd(KEYS.aggregationSets(), now - 1, stale);
    String live = KEYS.aggregationSet("h:1", "77aa");
    zadd(live, now, "x");
    zadd(KEYS.aggregationSets(), now + 60, live);

    GroupLook look = grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);

    assertThat(look.putBack()).isEqualTo(1);
    assertThat(look.sizes()).isEqualTo(Map.of("g", 2));
    assertThat(look.staged()).containsExactly("h:1");
    assertThat(look.isAggregated()).isFalse();
    assertThat(look.cursor()).isEqualTo(GroupLook.BEGIN);
    assertThat(look.nextAbandoned().orElseThrow()).isBetween(Duration.ofSeconds(50), MINUTE);
    assertThat(zset(G)).containsExactly("old", "young");
    assertThat(score(G, "old")).isEqualTo(now - 300);
    assertThat(zset(KEYS.aggregationSets())).containsExactly(live);
    Map<String, String> before = everything();
    grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void look_byAnAggregatingServer_othersKnowForAWhile() {
    grouping().look(QUEUE, GroupLook.BEGIN, MINUTE);

    assertThat(grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO).isAggregated()).isTrue();
    assertThat(raw.ttl(KEYS.aggregating())).isBetween(50L, 60L);
  }

  @Test
  void search_findsGroupsThatNobodyKnowsOf() {
    seedMember("a", second());
    raw.del(KEYS.groups());
    String orphan = KEYS.aggregationSet("h", "5f2c");
    zadd(orphan, second(), "b");
    hset("b", "group", "h");
    zadd(KEYS.group("with:colon"), second(), "c");
    hset("c", "group", "with:colon");
    zadd(broker.keyspace().queue("other").group("x"), second(), "d");

    assertThat(grouping().search(Set.of(QUEUE)).nextPortion())
        .containsExactlyInAnyOrder(G, orphan, KEYS.group("with:colon"));

    assertThat(raw.smembers(KEYS.groups()).stream().map(RedisFixture::text))
        .containsExactlyInAnyOrder("g", "with:colon");
    assertThat(zset(KEYS.aggregationSets())).containsExactly(orphan);
    assertThat(grouping().search(Set.of(QUEUE)).nextPortion()).isEmpty();
    grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    assertThat(zset(KEYS.group("h"))).containsExactly("b");
  }

  @Test
  void onGrown_tellsNameAndSize() throws Exception {
    var news = new LinkedBlockingQueue<String>();
    try (var unused = grouping().onGrown(QUEUE, (name, size) -> news.add(name + '=' + size))) {
      for (String id : List.of("a", "b")) {
        broker.enqueue(
            new NewTask(
                message(id).group("my group").build(),
                new NewTask.Now(),
                Duration.ZERO,
                IdOrigin.CHOSEN));
      }

      assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("my group=1");
      assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("my group=2");
    }
  }

  @Test
  void oldest_tellsWhenTheFirstTaskJoined() {
    seedMember("a", 1_700_000_000);
    seedMember("b", 1_700_000_100);

    assertThat(grouping().oldest(QUEUE, Set.of("g", "none")))
        .hasSize(1)
        .hasEntrySatisfying(
            "g", joined -> assertThat(joined.getEpochSecond()).isEqualTo(1_700_000_000));
  }
}
