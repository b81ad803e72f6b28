package dev.belfry.tasks;

import dev.belfry.tasks.RedisTarget.Kind;
import dev.belfry.tasks.RedisTarget.Node;
import dev.belfry.tasks.RedisTarget.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RedisTarget} was told. Immutable.
 *
 * @param name path of the socket, or the master's name at the Sentinels; else empty
 */
record RedisSettings(
    Kind kind,
    List<Node> nodes,
    String name,
    Login login,
    Login sentinelLogin,
    int database,
    Transport transport,
    Certificates certificates,
    String namespace,
    int replicas,
    Duration connectTimeout,
    Duration commandTimeout) {

  /** Null for Redis's default user, and for no password. */
  record Login(@Nullable String user, @Nullable String password) {}

  /** Files in PEM form that an encrypted connection needs; null for those of Java, or for none. */
  record Certificates(@Nullable Path trusted, @Nullable Path own, @Nullable Path ownKey) {
    static final Certificates NONE = new Certificates(null, null, null);
  }
}
