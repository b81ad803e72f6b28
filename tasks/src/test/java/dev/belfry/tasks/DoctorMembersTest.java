package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.wire.Keyspace;
import org.junit.jupiter.api.Test;

/** What schedulers and servers left that are gone. */
class DoctorMembersTest extends OnUnsoundStore {
  @Test
  void e2_historyWithoutEntry_ends() {
    String key = Keyspace.DEFAULT.schedulerHistory("e1");
    store.raw().zadd(key, store.second() - 200_000.0, bytes("event"));
    findAndRepair(FindingKind.HISTORY_WITHOUT_ENTRY, key);
    assertThat(store.raw().ttl(key)).isPositive();
  }

  @Test
  void deadServersForDays_areNoLongerListed() {
    store.raw().zadd(Keyspace.DEFAULT.servers(), store.second() - 200_000.0, bytes("s"));
    store.raw().zadd(Keyspace.DEFAULT.servers(), store.second() - 100.0, bytes("crashed"));
    findAndRepair(FindingKind.DEAD_MEMBER, Keyspace.DEFAULT.servers());
    assertThat(store.zset(Keyspace.DEFAULT.servers())).containsExactly("crashed");
  }
}
