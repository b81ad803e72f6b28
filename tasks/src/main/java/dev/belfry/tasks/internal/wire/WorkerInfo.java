package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.internal.wire.ProtoReader.block;
import static dev.belfry.tasks.internal.wire.ProtoReader.number;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells about one task it runs. Immutable.
 *
 * @param host name of the server's machine
 * @param pid the server's process id
 * @param serverId the server's id
 * @param taskId the task's id
 * @param taskType the task's type
 * @param payload the task's payload
 * @param queue the task's queue
 * @param startedAt when the attempt began; null if unknown
 * @param deadline when the attempt must end; null if unknown
 */
public record WorkerInfo(
    String host,
    int pid,
    String serverId,
    String taskId,
    String taskType,
    ByteString payload,
    String queue,
    @Nullable Instant startedAt,
    @Nullable Instant deadline) {

  /** The bytes to store. */
  public byte[] encode() {
    return new ProtoWriter()
        .string(1, host)
        .int32(2, pid)
        .string(3, serverId)
        .string(4, taskId)
        .string(5, taskType)
        .bytes(6, payload)
        .string(7, queue)
        .time(8, startedAt)
        .time(9, deadline)
        .finish();
  }

  /** Reads stored bytes. */
  public static WorkerInfo decode(byte[] bytes) throws UndecodableException {
    var f = new Fields();
    ProtoReader.read(
        "WorkerInfo",
        bytes,
        (tag, in) -> {
          if (tag == block(1)) {
            f.host = in.string();
          } else if (tag == number(2)) {
            f.pid = in.int32();
          } else if (tag == block(3)) {
            f.serverId = in.string();
          } else if (tag == block(4)) {
            f.taskId = in.string();
          } else if (tag == block(5)) {
            f.taskType = in.string();
          } else if (tag == block(6)) {
            f.payload = in.bytes();
          } else if (tag == block(7)) {
            f.queue = in.string();
          } else if (tag == block(8)) {
            f.startedAt = in.time();
          } else if (tag == block(9)) {
            f.deadline = in.time();
          } else {
            return false;
          }
          return true;
        });
    return new WorkerInfo(
        f.host,
        f.pid,
        f.serverId,
        f.taskId,
        f.taskType,
        f.payload,
        f.queue,
        f.startedAt,
        f.deadline);
  }

  private static final class Fields {
    String host = "";
    int pid;
    String serverId = "";
    String taskId = "";
    String taskType = "";
    ByteString payload = ByteString.EMPTY;
    String queue = "";
    @Nullable Instant startedAt = Instant.EPOCH;
    @Nullable Instant deadline = Instant.EPOCH;
  }
}
