package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static dev.belfry.tasks.GoStore.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.filter.Needles;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches whose filter is judged by messages, which are read without a script. */
class SkimTest extends OnGoStore {
  /** Met by every task of these tests, and by its message alone. */
  private static final TaskFilter OF_MESSAGE = TaskFilter.parse("retried:0");

  private static void put(TaskState state, String id, long second) {
    switch (state) {
      case PENDING -> store.pending("q", id);
      case ACTIVE -> store.active("q", id, second);
      case AGGREGATING -> store.grouped("q", "g", id, second);
      default -> store.waiting("q", state, id, second);
    }
  }

  private static List<String> ids(TaskInspector reader, TaskFilter filter, SearchLimits limits) {
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      SearchPage page =
          cursor.isPresent()
              ? reader.search().find(filter, cursor.get(), limits)
              : reader.search().find(filter, limits);
      page.tasks().forEach(task -> found.add(task.id()));
      cursor = page.next();
    } while (cursor.isPresent());
    return found;
  }

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void find_inSteps_findsEachOnceInTheOrderOfTheScript(TaskState state) {
    long now = store.second();
    IntStream.range(0, 700)
        .forEach(i -> put(state, "%03d".formatted(i * 3 % 700), now + 100 + i / 40));
    List<String> expected = ids(inspector, TaskFilter.ALL, SearchLimits.DEFAULT);
    assertThat(expected).hasSize(700);
    assertThat(ids(inspector, OF_MESSAGE, SearchLimits.DEFAULT)).isEqualTo(expected);
    assertThat(ids(inspector, OF_MESSAGE, new SearchLimits(90, 130))).isEqualTo(expected);
    assertThat(ids(inspector, OF_MESSAGE, new SearchLimits(1000, 1))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"PENDING", "SCHEDULED"})
  void find_whileTasksComeAndGo_findsAllThatStay(TaskState state) throws Exception {
    long now = store.second();
    IntStream.range(0, 400).forEach(i -> put(state, "go-%04d".formatted(i), now + 100));
    IntStream.range(0, 1500).forEach(i -> put(state, "stay-%04d".formatted(i), now + 200));
    var stopped = new CountDownLatch(1);
    Thread mover =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; stopped.getCount() > 0; i++) {
                if (i < 400) {
                  inspector.delete("q", "go-%04d".formatted(i));
                }
                put(state, "come-%04d".formatted(i), now + 1);
              }
            });
    List<String> found;
    try {
      found = ids(inspector, OF_MESSAGE, new SearchLimits(300, 400));
    } finally {
      stopped.countDown();
      mover.join();
    }
    Set<String> stayed =
        found.stream()
            .filter(id -> id.startsWith("stay"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(stayed).hasSize(1500);
  }

  @Test
  void find_manyPlaces_findsEachOnceInTheOrderOfTheScript() {
    long now = store.second();
    for (int queue = 0; queue < 20; queue++) {
      String name = "q%02d".formatted(queue);
      IntStream.range(0, 20).forEach(i -> store.pending(name, name + " pending " + i));
      IntStream.range(0, 90)
          .forEach(i ->
              store.waiting(name, TaskState.SCHEDULED, name + " scheduled " + i, now + 100 + i));
      store.grouped(name, "g", name + " grouped", now);
    }
    List<String> expected = ids(inspector, TaskFilter.ALL, SearchLimits.DEFAULT);
    assertThat(expected).hasSize(20 * 111).doesNotHaveDuplicates();
    for (SearchLimits limits :
        List.of(SearchLimits.DEFAULT, new SearchLimits(1000, 64), new SearchLimits(150, 10_000))) {
      assertThat(ids(inspector, OF_MESSAGE, limits)).isEqualTo(expected);
    }
    assertThat(ids(inspector, TaskFilter.parse("state:scheduled retried:0"), SearchLimits.DEFAULT))
        .isEqualTo(expected.stream().filter(id -> id.contains("scheduled")).toList());
  }

  @Test
  void find_redisRefusesSort_goesOnWithTheScript() {
    IntStream.range(0, 100).forEach(i -> store.pending("q", "i" + i));
    store
        .raw()
        .aclSetuser(
            "slim",
            AclSetuserArgs.Builder.on()
                .addPassword("secret")
                .allKeys()
                .allChannels()
                .allCommands()
                .removeCommand(CommandType.SORT));
    String address = store.uri().replaceFirst("redis://", "");
    try (var slim = TaskInspector.connect(RedisTarget.parse("redis://slim:secret@" + address))) {
      assertThat(ids(slim, OF_MESSAGE, SearchLimits.DEFAULT)).hasSize(100);
    }
  }

  @Test
  void find_namesThatMeanSomethingToSort_areFound() {
    for (String queue : List.of("a*b", "c->d", "中文 q")) {
      store.pending(queue, "x*->y", "中文");
    }
    assertThat(ids(inspector, OF_MESSAGE, SearchLimits.DEFAULT)).hasSize(6);
    assertThat(ids(inspector, TaskFilter.parse("中文"), SearchLimits.DEFAULT)).hasSize(3);
  }

  @Test
  void find_largeMessagesAndIdsWithoutRecords_areNotInTheWay() {
    for (int i = 0; i < 150; i++) {
      String id = "i" + i;
      String payload = (i % 50 == 0 ? "x".repeat(400_000) : "") + "needle " + i;
      store.record(message("q", id).payload(ByteString.copyFromUtf8(payload)).build(), "pending");
      store.raw().lpush(keys("q").pending(), bytes(id), bytes("ghost" + i));
    }
    assertThat(ids(inspector, TaskFilter.parse("payload:NEEDLE"), SearchLimits.DEFAULT))
        .hasSize(150);
    assertThat(ids(inspector, TaskFilter.parse("needle -payload:9"), new SearchLimits(7, 20)))
        .isEqualTo(
            IntStream.range(0, 150)
                .mapToObj(i -> "i" + i)
                .filter(id -> id.indexOf('9') < 0)
                .toList());
  }

  @Test
  void needles_lieAnywhereAndInAnyCase() {
    byte[] text = bytes("\u0000Some THING else");
    assertThat(new Needles(List.of()).areIn(text)).isTrue();
    assertThat(new Needles(List.of("some", "thing else")).areIn(text)).isTrue();
    assertThat(new Needles(List.of("else")).areIn(text)).isTrue();
    assertThat(new Needles(List.of("some", "elsewhere")).areIn(text)).isFalse();
    assertThat(new Needles(List.of("elses")).areIn(text)).isFalse();
    assertThat(new Needles(List.of("a long text that does not fit at all")).areIn(text)).isFalse();
  }
}
