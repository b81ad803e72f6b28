package dev.belfry.cli;

import dev.belfry.tasks.RedisTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say which Redis a command works with. The first of these counts: {@code
 * --redis}, {@code --profile}, {@code BELFRY_REDIS}, {@code BELFRY_PROFILE}, the profile that the
 * file names, Redis on this machine.
 */
public final class RedisChoice {
  private static final String LOCAL = "redis://127.0.0.1:" + RedisTarget.DEFAULT_PORT;

  @Option(
      names = {"-u", "--redis"},
      paramLabel = "URI",
      description =
          "Redis: redis://, rediss://, redis-socket://, redis-sentinel://, redis-cluster:// …"
              + " (default: $BELFRY_REDIS, else a profile, else "
              + LOCAL
              + ").")
  private @Nullable String uri;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile of ~/.config/belfry/profiles.yaml (default: $BELFRY_PROFILE).")
  private @Nullable String profile;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The namespace of the keys (default: $BELFRY_NAMESPACE, else asynq).")
  private @Nullable String namespace;

  /** For picocli. */
  public RedisChoice() {}

  /**
   * The Redis that was chosen.
   *
   * @throws CommandFailure if the address or the profile makes no sense
   */
  public RedisTarget target(Session session) {
    Map<String, String> variables = session.variables();
    String address = uri;
    String name = profile;
    String space = first(namespace, variables.get("BELFRY_NAMESPACE"));
    if (address == null && name == null) {
      address = variables.get("BELFRY_REDIS");
    }
    if (address == null) {
      Profiles.File file = Profiles.read(session);
      String wanted = first(name, first(variables.get("BELFRY_PROFILE"), file.profile()));
      if (wanted != null && !wanted.isEmpty()) {
        Profiles.Profile found = file.profiles().get(wanted);
        if (found == null) {
          throw new NotFound(
              "there is no profile '"
                  + wanted
                  + "' in "
                  + session.settings().resolve(Profiles.FILE)
                  + "; it has "
                  + file.profiles().keySet());
        }
        address = found.redis();
        space = first(space, found.namespace());
      }
    }
    try {
      var target = RedisTarget.builder(address == null ? LOCAL : address);
      return space == null ? target.build() : target.namespace(space).build();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
