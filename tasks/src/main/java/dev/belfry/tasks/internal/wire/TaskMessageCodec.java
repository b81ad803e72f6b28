package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.internal.wire.ProtoReader.block;
import static dev.belfry.tasks.internal.wire.ProtoReader.number;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The protobuf form of {@link TaskMessage}. */
final class TaskMessageCodec {

  private TaskMessageCodec() {}

  static byte[] encode(TaskMessage m) {
    return new ProtoWriter()
        .string(1, m.type())
        .bytes(2, m.payload())
        .string(3, m.id())
        .string(4, m.queue())
        .int32(5, m.maxRetry())
        .int32(6, m.retried())
        .string(7, m.error())
        .int64(8, m.timeoutSeconds())
        .int64(9, m.deadlineSeconds())
        .string(10, m.uniqueKey())
        .int64(11, m.lastFailedAt())
        .int64(12, m.retentionSeconds())
        .int64(13, m.completedAt())
        .string(14, m.group())
        .strings(15, m.headers())
        .finish();
  }

  static byte[] failureSuffix(long second, String error) {
    return new ProtoWriter().string(7, error).int64(11, second).finish();
  }

  static TaskMessage decode(byte[] bytes) throws UndecodableException {
    var message = TaskMessage.builder("", "", "");
    Map<String, String> headers = new HashMap<>();
    ProtoReader.read("TaskMessage", bytes, (tag, in) -> readField(tag, in, message, headers));
    return message.headers(headers).build();
  }

  private static boolean readField(
      int tag, ProtoReader in, TaskMessage.Builder message, Map<String, String> headers)
      throws IOException {
    if (tag == block(15)) {
      in.stringEntryInto(headers);
      return true;
    }
    return readText(tag, in, message) || readNumber(tag, in, message);
  }

  private static boolean readText(int tag, ProtoReader in, TaskMessage.Builder message)
      throws IOException {
    if (tag == block(1)) {
      message.type(in.string());
    } else if (tag == block(2)) {
      message.payload(in.bytes());
    } else if (tag == block(3)) {
      message.id(in.string());
    } else if (tag == block(4)) {
      message.queue(in.string());
    } else if (tag == block(7)) {
      message.error(in.string());
    } else if (tag == block(10)) {
      message.uniqueKey(in.string());
    } else if (tag == block(14)) {
      message.group(in.string());
    } else {
      return false;
    }
    return true;
  }

  private static boolean readNumber(int tag, ProtoReader in, TaskMessage.Builder message)
      throws IOException {
    if (tag == number(5)) {
      message.maxRetry(in.int32());
    } else if (tag == number(6)) {
      message.retried(in.int32());
    } else if (tag == number(8)) {
      message.timeoutSeconds(in.int64());
    } else if (tag == number(9)) {
      message.deadlineSeconds(in.int64());
    } else if (tag == number(11)) {
      message.lastFailedAt(in.int64());
    } else if (tag == number(12)) {
      message.retentionSeconds(in.int64());
    } else if (tag == number(13)) {
      message.completedAt(in.int64());
    } else {
      return false;
    }
    return true;
  }
}
