package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through lists and sets of tasks, part by part. Thread-safe. */
public final class Searching {
  /** Keeps Redis from others for about two milliseconds. */
  private static final int PART = 500;

  /** The time that as many bytes of messages take is about the same. */
  private static final int PART_BYTES = 1 << 20;

  /** Where the script answers with the index of a task in a list. */
  private static final int INDEX = 8;

  private static final int SCORE = 1;

  private static final Logger log = LoggerFactory.getLogger(Searching.class);

  private final RedisLink link;

  /** Until Redis has refused once. */
  private volatile boolean skims = true;

  Searching(RedisLink link) {
    this.link = link;
  }

  /** The places of a queue that have tasks of these states, in their order. */
  public List<SearchPlace> places(String queue, Collection<TaskState> states) {
    List<SearchPlace> places = new ArrayList<>();
    for (TaskState state : new TreeSet<>(states)) {
      if (state == TaskState.AGGREGATING) {
        groups(queue).forEach(group -> places.add(new SearchPlace(queue, state, group)));
      } else {
        places.add(new SearchPlace(queue, state, ""));
      }
    }
    return places;
  }

  private Set<String> groups(String queue) {
    var names = new TreeSet<String>();
    link.call(redis -> redis.smembers(link.keys(queue).groups()))
        .forEach(name -> names.add(new String(name, UTF_8)));
    return names;
  }

  /** How many tasks a place has. */
  public long size(SearchPlace place) {
    String container = container(place);
    return place.isList()
        ? link.call(redis -> redis.llen(container))
        : link.call(redis -> redis.zcard(container));
  }

  /** The places of a queue that have tasks of these states, in their order, with how many. */
  public NavigableMap<SearchPlace, Long> sizes(
      Collection<String> queues, Collection<TaskState> states) {
    Map<String, CompletionStage<Set<byte[]>>> groups = new LinkedHashMap<>();
    if (states.contains(TaskState.AGGREGATING)) {
      queues.forEach(queue ->
          groups.put(queue, link.send(redis -> redis.smembers(link.keys(queue).groups()))));
    }
    Map<SearchPlace, CompletionStage<Long>> sizes = new LinkedHashMap<>();
    for (String queue : queues) {
      states.stream()
          .filter(state -> state != TaskState.AGGREGATING)
          .map(state -> new SearchPlace(queue, state, ""))
          .forEach(place -> sizes.put(place, askSize(place)));
    }
    groups.forEach((queue, names) ->
        link.await(names).stream()
            .map(name -> new String(name, UTF_8))
            .map(group -> new SearchPlace(queue, TaskState.AGGREGATING, group))
            .forEach(place -> sizes.put(place, askSize(place))));
    NavigableMap<SearchPlace, Long> filled = new TreeMap<>();
    sizes.forEach((place, size) -> {
      long count = link.await(size);
      if (count > 0) {
        filled.put(place, count);
      }
    });
    return filled;
  }

  private CompletionStage<Long> askSize(SearchPlace place) {
    String container = container(place);
    return place.isList()
        ? link.send(redis -> redis.llen(container))
        : link.send(redis -> redis.zcard(container));
  }

  /** Begins to read messages; null where that is not possible, so that a script has to look. */
  public @Nullable Skim skim(SearchPosition from) {
    return !skims || !Skim.isPossible(link, from.place())
        ? null
        : new Skim(link, container(from.place()), from);
  }

  /** Notes that this Redis does not let messages be read. */
  public void skimNoMore(Skim.NotPossible why) {
    if (skims) {
      skims = false;
      log.info(
          "SORT is refused, so searches go on with a script, and slower: {}", why.getMessage());
    }
  }

  /** Reads tasks of a place; those that have left it are not among the result. */
  public List<Searched.Hit> read(SearchPlace place, List<Skimmed.Line> lines) {
    Keys keys = link.keys(place.queue());
    List<CompletionStage<List<Object>>> replies =
        lines.stream()
            .map(line ->
                link.<List<Object>>start(
                    Script.TASK,
                    new Arguments().add(line.id()).add(keys.prefix()),
                    keys.task(line.id())))
            .toList();
    List<Searched.Hit> hits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Reply reply = new Reply(link.await(replies.get(i)));
      if (reply.size() > 1) {
        Reply record = reply.list(1);
        String at = place.isList() ? Long.toString(lines.get(i).index()) : record.text(SCORE);
        if (!at.isEmpty()) {
          hit(SearchPosition.start(place), record, at, Instant.ofEpochMilli(reply.number(0)))
              .ifPresent(hits::add);
        }
      }
    }
    return hits;
  }

  /** Looks at the next tasks of a place, at no more than {@code most}. */
  public CompletionStage<Searched> look(SearchPosition from, List<String> needles, int most) {
    Keys keys = link.keys(from.place().queue());
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(from.place().state().name().toLowerCase(Locale.ROOT))
            .add(from.id())
            .add(from.at())
            .add(Math.min(most, PART))
            .add(PART_BYTES);
    needles.forEach(arguments::add);
    return link.<List<Object>>start(
            Script.SEARCH_TASKS, arguments, container(from.place()), keys.lease())
        .thenApply(values -> searched(from, new Reply(values)));
  }

  /** Waits for what was looked for. */
  public Searched await(CompletionStage<Searched> look) {
    return link.await(look);
  }

  private static Optional<Searched.Hit> hit(
      SearchPosition from, Reply record, String at, Instant now) {
    try {
      var task = Records.task(from.place().queue(), record, now);
      return Optional.of(
          new Searched.Hit(task, Records.message(record), from.after(Records.id(record), at)));
    } catch (UndecodableException | IllegalArgumentException e) {
      log.debug("left task {} of {} out of a search", Records.id(record), from.place(), e);
      return Optional.empty();
    }
  }

  private static Searched searched(SearchPosition from, Reply reply) {
    Instant now = Instant.ofEpochMilli(reply.number(0));
    List<Searched.Hit> hits = new ArrayList<>();
    for (int i = 4; i < reply.size(); i++) {
      Reply record = reply.list(i);
      String at = record.text(from.place().isList() ? INDEX : SCORE);
      hit(from, record, at, now).ifPresent(hits::add);
    }
    int looked = (int) reply.number(1);
    return new Searched(
        hits, looked, looked == 0 ? from : from.after(reply.text(2), reply.text(3)));
  }

  String container(SearchPlace place) {
    Keys keys = link.keys(place.queue());
    return place.state() == TaskState.AGGREGATING
        ? keys.group(place.group())
        : keys.container(place.state());
  }
}
