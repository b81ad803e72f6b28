package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.Fetch.Status;
import io.lettuce.core.ScriptOutputType;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The round trip that takes successes to a queue and brings tasks from it. */
class ExchangeTest extends RedisFixture {

  @Test
  void successesAndRoom_bothHalvesAreDone() throws Exception {
    seedPending("a", "b", "c", "d", "e");
    var first = exchange(List.of(), 2).fetch().tasks();
    long before = second();

    Exchange exchange = exchange(first, 2);

    assertThat(exchange.unsettled()).isEmpty();
    assertThat(exchange.fetch().status()).isEqualTo(Status.FOUND);
    var tasks = exchange.fetch().tasks();
    assertThat(tasks).extracting(task -> task.lease().id()).containsExactly("c", "d");
    assertThat(tasks.getFirst().lease().until()).isBetween(before + 30, second() + 30);
    assertThat(everything().keySet())
        .containsExactlyInAnyOrder(
            KEYS.pending(),
            KEYS.active(),
            KEYS.lease(),
            KEYS.task("c"),
            KEYS.task("d"),
            KEYS.task("e"),
            KEYS.processed(),
            raw.keys(KEYS.processed() + ":*").getFirst());
    assertThat(list(KEYS.active())).containsExactly("d", "c");
    assertThat(zset(KEYS.lease())).containsExactlyInAnyOrder("c", "d");
    assertThat(get(KEYS.processed())).isEqualTo("2");
  }

  @Test
  void paused_successesAreWrittenAndNothingIsTaken() throws Exception {
    seedPending("a", "b");
    var first = exchange(List.of(), 1).fetch().tasks();
    raw.set(KEYS.paused(), bytes("1700000000"));

    Exchange exchange = exchange(first, 1);

    assertThat(exchange.fetch().status()).isEqualTo(Status.PAUSED);
    assertThat(get(KEYS.processed())).isEqualTo("1");
    assertThat(list(KEYS.pending())).containsExactly("b");
    assertThat(list(KEYS.active())).isEmpty();
  }

  @Test
  void unlockedWithTheTask_ifItIsTheHolder() throws Exception {
    for (String id : List.of("a", "b")) {
      seedPending(id);
      hset(id, "msg", message(id).uniqueKey(KEYS.lockPrefix() + "T:" + id).build().encode());
    }
    raw.set(KEYS.lockPrefix() + "T:a", bytes("a"));
    raw.set(KEYS.lockPrefix() + "T:b", bytes("other"));

    exchange(exchange(List.of(), 2).fetch().tasks(), 0);

    assertThat(raw.exists(KEYS.lockPrefix() + "T:a")).isZero();
    assertThat(get(KEYS.lockPrefix() + "T:b")).isEqualTo("other");
    assertThat(get(KEYS.processed())).isEqualTo("2");
  }

  @Test
  void leaseIsNotTheKnownOne_successIsLeftToTheFence() throws Exception {
    seedPending("a", "b");
    var tasks = exchange(List.of(), 2).fetch().tasks();
    // Go's recoverer gave it to somebody else.
    zadd(KEYS.lease(), second() + 90, "a");
    var before = everything();

    Exchange exchange = exchange(tasks.subList(0, 1), 0);

    assertThat(exchange.unsettled()).extracting(done -> done.lease().id()).containsExactly("a");
    assertThat(everything()).isEqualTo(before);
    assertThat(acknowledge(exchange.unsettled().getFirst())).isEqualTo(Ack.Result.LOST);
    assertThat(exchange(tasks.subList(1, 2), 0).unsettled()).isEmpty();
  }

  @Test
  void leaseWasExtended_theFenceWritesTheSuccess() throws Exception {
    seedPending("a");
    LeasedTask task = exchange(List.of(), 1).fetch().tasks().getFirst();
    zadd(KEYS.lease(), task.lease().until() + 5, "a");
    hset("a", "belfry_lease", String.valueOf(task.lease().until() + 5));

    var unsettled = exchange(List.of(task), 0).unsettled();

    assertThat(acknowledge(unsettled.getFirst())).isEqualTo(Ack.Result.APPLIED);
    assertThat(get(KEYS.processed())).isEqualTo("1");
  }

  @Test
  void endedInAnotherOrder_allLeaveTheWorkers() throws Exception {
    seedPending("a", "b", "c", "d", "e", "f", "g", "h");
    var tasks = exchange(List.of(), 8).fetch().tasks();

    exchange(List.of(tasks.get(6), tasks.get(2)), 0);

    assertThat(list(KEYS.active())).containsExactly("h", "f", "e", "d", "b", "a");
    exchange(List.of(tasks.get(0), tasks.get(3), tasks.get(7)), 0);
    assertThat(list(KEYS.active())).containsExactly("f", "e", "b");
    assertThat(zset(KEYS.lease())).containsExactlyInAnyOrder("b", "e", "f");
    assertThat(get(KEYS.processed())).isEqualTo("5");
  }

  @Test
  void runsTwice_whoeverFetchedSince_bringsWhatItTook() {
    seedPending("a", "b", "c", "d", "e");
    List<Object> first = run("call-1/", "0", 2);
    broker.dequeue(QUEUE, 1, "other");
    long taken = raw.llen(KEYS.active());

    List<Object> again = run("call-1/", "1", 2);

    again.set(1, first.get(1));
    // How long they waited is known once only.
    again.set(5, first.get(5));
    again.set(8, first.get(8));
    assertThat(again).usingRecursiveComparison().isEqualTo(first);
    assertThat(raw.llen(KEYS.active())).isEqualTo(taken);
    assertThat(list(KEYS.pending())).containsExactly("e", "d");
  }

  @Test
  void runsTwice_whileVeryManyAreActive_stillFindsWhatItTook() {
    for (int n = 0; n < 600; n++) {
      seedActive("old" + n, second() + 30);
    }
    seedPending("a", "b");
    run("call-1/", "0", 2);
    for (int n = 0; n < 600; n++) {
      seedActive("new" + n, second() + 30);
    }
    List<Object> again = run("call-1/", "1", 2);
    assertThat(again).hasSize(9);
    assertThat(again.get(3)).isEqualTo(bytes("a"));
    assertThat(again.get(6)).isEqualTo(bytes("b"));
  }

  @Test
  void saysThatItMayHaveRun_butHasNot_takesTasks() {
    seedPending("a", "b");
    assertThat(run("call-1/", "1", 2)).hasSize(9);
  }

  @Test
  void arguments_sentAgain_saySo() {
    byte[] mark = {'0'};
    var sent = new SentArguments("digest", new String[] {"key"}, new byte[][] {mark}, mark);
    var buffer = Unpooled.buffer();
    sent.encode(buffer);
    sent.encode(buffer);
    String text = buffer.toString(US_ASCII);
    String once = "$6\r\ndigest\r\n$1\r\n1\r\n$3\r\nkey\r\n$1\r\n";
    assertThat(text).isEqualTo(once + "0\r\n" + once + "1\r\n");
  }

  @Test
  void wrongTypeOfLease_nothingIsTaken() {
    seedPending("a");
    raw.set(KEYS.lease(), bytes("not a sorted set"));
    var before = everything();
    assertThatThrownBy(() -> broker.dequeue(QUEUE, 1, "server"))
        .isInstanceOf(TaskStoreException.class);
    assertThat(everything()).isEqualTo(before);
  }

  private static Exchange exchange(List<LeasedTask> successes, int max) throws Exception {
    List<Ack.Done> done =
        successes.stream().map(task -> new Ack.Done(task.lease(), task.message())).toList();
    return broker
        .exchange(QUEUE, done, max, new Taker("server", Taker.Waits.UNTOLD))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static List<Object> run(String call, String again, int max) {
    var arguments = new Arguments().add(KEYS.taskPrefix()).add(max).add(30).add(call).add(again);
    String[] keys = {KEYS.pending(), KEYS.paused(), KEYS.active(), KEYS.lease(), KEYS.processed()};
    return raw.eval(
        Script.EXCHANGE.text(), ScriptOutputType.MULTI, keys, arguments.add(1).add(0).toArray());
  }
}
