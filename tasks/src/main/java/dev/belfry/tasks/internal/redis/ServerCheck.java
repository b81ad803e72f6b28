package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once whether a Redis suits the task engine. A Redis that does not tell, as some operators
 * have it, is taken as it is.
 */
final class ServerCheck {
  private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);

  /** The first one with BLMOVE, which workers wait with. */
  private static final int OLDEST_MAJOR = 6;

  private static final int OLDEST_MINOR = 2;

  private static final Pattern VERSION =
      Pattern.compile("^redis_version:(\\d+)\\.(\\d+)\\S*", Pattern.MULTILINE);
  private static final Pattern LIMIT = Pattern.compile("^maxmemory:(\\d+)", Pattern.MULTILINE);
  private static final Pattern POLICY =
      Pattern.compile("^maxmemory_policy:(\\S+)", Pattern.MULTILINE);

  /** One warning is enough, however many clients a process has. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private ServerCheck() {}

  /**
   * Warns of a Redis that throws keys away.
   *
   * @throws TaskStoreException if the Redis is too old
   */
  static void check(RedisTarget target, RedisLink link) {
    String info =
        ask(link, () -> link.send(redis -> redis.info("server")))
            + ask(link, () -> link.send(redis -> redis.info("memory")));
    refusal(info)
        .ifPresent(why -> {
          throw new TaskStoreException(
              "Redis at " + target.address() + ' ' + why, new UnsupportedOperationException(why));
        });
    warning(info)
        .filter(why -> WARNED.add(target.address()))
        .ifPresent(why -> log.warn("Redis at {} {}", target.address(), why));
  }

  private static String ask(RedisLink link, Supplier<CompletionStage<String>> question) {
    try {
      return link.await(question.get());
    } catch (TaskStoreException e) {
      if (e.getCause() instanceof RedisCommandExecutionException) {
        return "";
      }
      throw e;
    }
  }

  static Optional<String> refusal(String info) {
    var version = VERSION.matcher(info);
    if (!version.find()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    boolean enough = major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
    return enough
        ? Optional.empty()
        : Optional.of(
            "is version %s.%s, and the task engine needs %d.%d or later: upgrade it"
                .formatted(version.group(1), version.group(2), OLDEST_MAJOR, OLDEST_MINOR));
  }

  static Optional<String> warning(String info) {
    var limit = LIMIT.matcher(info);
    var policy = POLICY.matcher(info);
    boolean evicts =
        limit.find()
            && !limit.group(1).equals("0")
            && policy.find()
            && !policy.group(1).equals("noeviction");
    return evicts
        ? Optional.of(
            "has maxmemory-policy %s and so throws tasks away when it is full: set noeviction"
                .formatted(policy.group(1)))
        : Optional.empty();
  }
}
