package dev.belfry.looklook.common.rpc;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.List;
import java.util.Map;

/** The gRPC service config that repeats calls where a repetition does no harm. */
final class RetryRules {
  /** The most that gRPC allows: with its pauses it spans about two seconds. */
  private static final double MAX_ATTEMPTS = 5;

  private RetryRules() {}

  static Map<String, ?> of(ServiceDescriptor service) {
    List<Map<String, String>> repeatable =
        service.getMethods().stream()
            .filter(RetryRules::isIdempotent)
            .map(method ->
                Map.of(
                    "service", service.getName(),
                    "method", String.valueOf(method.getBareMethodName())))
            .toList();
    if (repeatable.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> policy =
        Map.of(
            "maxAttempts",
            MAX_ATTEMPTS,
            "initialBackoff",
            "0.1s",
            "maxBackoff",
            "1s",
            "backoffMultiplier",
            2.0,
            "retryableStatusCodes",
            List.of("UNAVAILABLE"));
    return Map.of("methodConfig", List.of(Map.of("name", repeatable, "retryPolicy", policy)));
  }

  private static boolean isIdempotent(MethodDescriptor<?, ?> method) {
    return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
        && proto.getMethodDescriptor().getOptions().getIdempotencyLevel()
            != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
  }
}
