package dev.belfry.tasks.internal.wire;

import com.google.protobuf.ByteString;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encoding and decoding of a task of 100 bytes, and the names of its keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
  private static final int PAYLOAD_BYTES = 100;

  private final TaskMessage message =
      TaskMessage.builder("homestay:order:close", "5f0c2a9e-7a39-4d3b-9a5e-0f6f2f6f8a11", "default")
          .payload(ByteString.copyFrom(new byte[PAYLOAD_BYTES]))
          .maxRetry(25)
          .timeoutSeconds(1800)
          .build();
  private final byte[] bytes = message.encode();
  private final Keys keys = Keyspace.DEFAULT.queue("default");

  @Benchmark
  public byte[] encode() {
    return message.encode();
  }

  @Benchmark
  public TaskMessage decode() throws UndecodableException {
    return TaskMessage.decode(bytes);
  }

  @Benchmark
  public String taskKey() {
    return keys.task(message.id());
  }
}
