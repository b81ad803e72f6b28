package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.internal.wire.ProtoReader.block;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered schedule. Immutable.
 *
 * @param id unique per registration
 * @param spec the cron expression as registered
 * @param taskType type of the task it enqueues
 * @param payload payload of the task it enqueues
 * @param options the options as text, see {@link OptionText}
 * @param next when it fires next; null if never
 * @param previous when it fired last; null if it has not yet
 */
public record SchedulerEntry(
    String id,
    String spec,
    String taskType,
    ByteString payload,
    List<String> options,
    @Nullable Instant next,
    @Nullable Instant previous) {

  public SchedulerEntry {
    options = List.copyOf(options);
  }

  /** The bytes to store. */
  public byte[] encode() {
    var out = new ProtoWriter().string(1, id).string(2, spec).string(3, taskType).bytes(4, payload);
    options.forEach(option -> out.element(5, option));
    return out.time(6, next).time(7, previous).finish();
  }

  /** Reads stored bytes. */
  public static SchedulerEntry decode(byte[] bytes) throws UndecodableException {
    var f = new Fields();
    ProtoReader.read(
        "SchedulerEntry",
        bytes,
        (tag, in) -> {
          if (tag == block(1)) {
            f.id = in.string();
          } else if (tag == block(2)) {
            f.spec = in.string();
          } else if (tag == block(3)) {
            f.taskType = in.string();
          } else if (tag == block(4)) {
            f.payload = in.bytes();
          } else if (tag == block(5)) {
            f.options.add(in.string());
          } else if (tag == block(6)) {
            f.next = in.time();
          } else if (tag == block(7)) {
            f.previous = in.time();
          } else {
            return false;
          }
          return true;
        });
    return new SchedulerEntry(f.id, f.spec, f.taskType, f.payload, f.options, f.next, f.previous);
  }

  private static final class Fields {
    String id = "";
    String spec = "";
    String taskType = "";
    ByteString payload = ByteString.EMPTY;
    final List<String> options = new ArrayList<>();
    @Nullable Instant next = Instant.EPOCH;
    @Nullable Instant previous = Instant.EPOCH;
  }
}
