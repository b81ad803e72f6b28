package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.internal.wire.ProtoReader.block;
import static dev.belfry.tasks.internal.wire.ProtoReader.number;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running server tells about itself. Immutable.
 *
 * @param host name of the machine
 * @param pid process id
 * @param serverId unique among all servers
 * @param concurrency how many tasks it runs at once
 * @param queues the configured priorities, as given
 * @param order how it chooses among its queues
 * @param status {@code new}, {@code active}, {@code stopped} or {@code closed}
 * @param startedAt when it started; null if unknown
 * @param activeWorkers how many tasks it runs right now
 */
public record ServerInfo(
    String host,
    int pid,
    String serverId,
    int concurrency,
    Map<String, Integer> queues,
    Order order,
    String status,
    @Nullable Instant startedAt,
    int activeWorkers) {

  /** How a server chooses among its queues. */
  public enum Order {
    WEIGHTED,
    STRICT
  }

  public ServerInfo {
    queues = Map.copyOf(queues);
  }

  /** The bytes to store. */
  public byte[] encode() {
    return new ProtoWriter()
        .string(1, host)
        .int32(2, pid)
        .string(3, serverId)
        .int32(4, concurrency)
        .counts(5, queues)
        .bool(6, order == Order.STRICT)
        .string(7, status)
        .time(8, startedAt)
        .int32(9, activeWorkers)
        .finish();
  }

  /** Reads stored bytes. */
  public static ServerInfo decode(byte[] bytes) throws UndecodableException {
    var f = new Fields();
    ProtoReader.read(
        "ServerInfo",
        bytes,
        (tag, in) -> {
          if (tag == block(1)) {
            f.host = in.string();
          } else if (tag == number(2)) {
            f.pid = in.int32();
          } else if (tag == block(3)) {
            f.serverId = in.string();
          } else if (tag == number(4)) {
            f.concurrency = in.int32();
          } else if (tag == block(5)) {
            in.countEntryInto(f.queues);
          } else if (tag == number(6)) {
            f.order = in.bool() ? Order.STRICT : Order.WEIGHTED;
          } else if (tag == block(7)) {
            f.status = in.string();
          } else if (tag == block(8)) {
            f.startedAt = in.time();
          } else if (tag == number(9)) {
            f.activeWorkers = in.int32();
          } else {
            return false;
          }
          return true;
        });
    return new ServerInfo(
        f.host,
        f.pid,
        f.serverId,
        f.concurrency,
        f.queues,
        f.order,
        f.status,
        f.startedAt,
        f.activeWorkers);
  }

  private static final class Fields {
    String host = "";
    int pid;
    String serverId = "";
    int concurrency;
    final Map<String, Integer> queues = new HashMap<>();
    Order order = Order.WEIGHTED;
    String status = "";
    @Nullable Instant startedAt = Instant.EPOCH;
    int activeWorkers;
  }
}
