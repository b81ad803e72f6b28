package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.TaskState;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a place, part by part, with {@code SORT … BY nosort GET}: one command that
 * follows ids to their records costs Redis a half to a quarter of what scripts cost that do the
 * same, though those need not send messages: most of the time goes into fetching each record from
 * memory. The next parts are read while the caller looks at this one. For one thread.
 *
 * <p>Parts overlap: as the last task of one is looked for in the next, what comes and goes between
 * them moves nothing out of sight.
 */
public final class Skim {
  /** Keeps Redis from others for a quarter of a millisecond. */
  private static final int MOST = 200;

  /** The first part of a place; how large its messages are is not known yet. */
  private static final int FIRST = 64;

  /** So many bytes of messages in a part take about as long as {@link #MOST} small ones. */
  private static final int BYTES = 1 << 18;

  /** A part may have one message that is larger than the mean by far. */
  private static final int UNLIKE = 16;

  /** So many tasks may leave a place between two parts before the script has to find the place. */
  private static final int OVERLAP = 8;

  /** While one part travels here and is looked at, Redis reads the next ones: it hardly waits. */
  private static final int AHEAD = 3;

  private final RedisLink link;
  private final String container;
  private final byte[] pattern;
  private final boolean list;
  private int size = FIRST;
  private SearchPosition at;
  private final Deque<Request> asked = new ArrayDeque<>();

  Skim(RedisLink link, String container, SearchPosition from) {
    this.link = link;
    this.container = container;
    at = from;
    list = from.place().isList();
    pattern = (link.keys(from.place().queue()).taskPrefix() + "*->msg").getBytes(UTF_8);
  }

  /** In a Cluster, and with a star in the name of a queue, SORT does not find the records. */
  static boolean isPossible(RedisLink link, SearchPlace place) {
    return !link.isCluster()
        && place.state() != TaskState.AGGREGATING
        && link.keys(place.queue()).taskPrefix().indexOf('*') < 0;
  }

  private record Request(
      long start,
      int count,
      CompletionStage<List<byte[]>> values,
      @Nullable CompletionStage<List<ScoredValue<byte[]>>> last) {}

  /**
   * The next tasks, no more than {@code most} and some.
   *
   * @return null if the place has changed too much since the last part: a script has to find where
   *     to go on
   * @throws NotPossible if this Redis refuses
   */
  public @Nullable Skimmed next(int most) throws NotPossible {
    if (asked.isEmpty()) {
      begin(most);
    }
    Request request = asked.poll();
    if (request == null) {
      return null;
    }
    List<byte[]> values = values(request);
    int count = values.size() / 2;
    int from = at.id().isEmpty() ? 0 : indexOf(values, at.id()) + 1;
    if (from == 0 && !at.id().isEmpty()) {
      return null;
    }
    boolean hasMore = count == request.count;
    SearchPosition end = hasMore ? end(request, values, count) : at;
    if (end == null) {
      return null;
    }
    at = end;
    size = size(values);
    if (hasMore) {
      askAhead(request, most - count + from);
    }
    return new Skimmed(values, from, request.start, at, hasMore);
  }

  private void askAhead(Request last, int most) {
    Request before = last;
    int left = most;
    for (Request request : asked) {
      left -= request.count - OVERLAP;
      before = request;
    }
    while (asked.size() < AHEAD && left > 0) {
      Request request = ask(before.start + before.count - OVERLAP, left);
      asked.add(request);
      left -= request.count - OVERLAP;
      before = request;
    }
  }

  private void begin(int most) {
    if (at.id().isEmpty()) {
      asked.add(ask(at.at().isEmpty() ? 0 : at.index(), most));
    } else if (list) {
      asked.add(ask(Math.max(0, at.index() - OVERLAP + 1), most));
    } else {
      Long rank = link.call(redis -> redis.zrank(container, at.id().getBytes(UTF_8)));
      if (rank != null) {
        asked.add(ask(rank, most));
      }
    }
  }

  private Request ask(long start, int most) {
    int count = Math.min(size, most) + OVERLAP;
    return new Request(
        start,
        count,
        link.send(redis ->
            redis.dispatch(
                CommandType.SORT,
                new ValueListOutput<>(KeyValueCodec.INSTANCE),
                arguments(start, count))),
        list
            ? null
            : link.send(
                redis -> redis.zrangeWithScores(container, start + count - 1, start + count - 1)));
  }

  private CommandArgs<String, byte[]> arguments(long start, int count) {
    var arguments =
        new CommandArgs<>(KeyValueCodec.INSTANCE).addKey(container).add("BY").add("nosort");
    arguments.add("LIMIT").add(start).add(count);
    if (list) {
      arguments.add("DESC");
    }
    return arguments.add("GET").add("#").add("GET").add(pattern);
  }

  private List<byte[]> values(Request request) throws NotPossible {
    try {
      return link.await(request.values);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RedisCommandExecutionException) {
          throw new NotPossible(cause);
        }
      }
      throw e;
    }
  }

  /** Where a part ends; null if that is not known, because the set has just changed there. */
  private @Nullable SearchPosition end(Request request, List<byte[]> values, int count) {
    String id = new String(values.get(2 * count - 2), UTF_8);
    if (request.last == null) {
      return at.after(id, Long.toString(request.start + count - 1));
    }
    List<ScoredValue<byte[]>> last = link.await(request.last);
    return last.size() == 1 && Arrays.equals(last.getFirst().getValue(), values.get(2 * count - 2))
        ? at.after(id, score(last.getFirst().getScore()))
        : null;
  }

  /** As Redis writes it. */
  private static String score(double score) {
    return score == (long) score ? Long.toString((long) score) : Double.toString(score);
  }

  private static int indexOf(List<byte[]> values, String id) {
    byte[] wanted = id.getBytes(UTF_8);
    for (int i = 0; i < values.size(); i += 2) {
      if (Arrays.equals(values.get(i), wanted)) {
        return i / 2;
      }
    }
    return -1;
  }

  /** How many tasks fit into a part, if the next messages are like these. */
  private int size(List<byte[]> values) {
    long sum = 1;
    long largest = 1;
    for (int i = 1; i < values.size(); i += 2) {
      int length = values.get(i) == null ? 0 : values.get(i).length;
      sum += length;
      largest = Math.max(largest, length);
    }
    long typical = Math.max(2 * sum / Math.max(1, values.size()), largest / UNLIKE);
    return Math.clamp(BYTES / Math.max(1, typical), 1, MOST);
  }

  /** This Redis does not permit it, or knows no such command. */
  public static final class NotPossible extends Exception {
    private static final long serialVersionUID = 1;

    NotPossible(Throwable cause) {
      super(cause);
    }
  }
}
