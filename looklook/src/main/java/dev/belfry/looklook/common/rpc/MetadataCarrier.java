package dev.belfry.looklook.common.rpc;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/** Lets trace context travel in the metadata of calls. */
enum MetadataCarrier implements TextMapGetter<Metadata>, TextMapSetter<Metadata> {
  INSTANCE;

  @Override
  public @Nullable String get(@Nullable Metadata metadata, String key) {
    return metadata == null ? null : metadata.get(key(key));
  }

  @Override
  public void set(@Nullable Metadata metadata, String key, String value) {
    if (metadata != null) {
      metadata.discardAll(key(key));
      metadata.put(key(key), value);
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
