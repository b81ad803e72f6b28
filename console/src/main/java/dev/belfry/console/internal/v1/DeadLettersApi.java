package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.DeadLetters;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Dead letters of Kafka, to look at. Thread-safe. */
public final class DeadLettersApi implements Api {
  /** Each reads up to a thousand messages into memory. */
  private static final int READING_AT_ONCE = 2;

  private final Semaphore turns = new Semaphore(READING_AT_ONCE);
  private final Desk desk;
  private final KafkaClusters clusters;

  public DeadLettersApi(Desk desk, KafkaClusters clusters) {
    this.desk = desk;
    this.clusters = clusters;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/v1/messages/dead-letters", Role.VIEWER, this::list);
    router.get("/api/v1/messages/dead-letter", Role.VIEWER, this::one);
  }

  private LetterTopic topic(Call call) {
    return LetterTopic.of(clusters, clusters.named(call), call.required("topic"));
  }

  private LetterRow.View view(Call call, LetterTopic topic) {
    return new LetterRow.View(topic.name(), desk.contents(), call.role());
  }

  private void list(Call call) throws Exception {
    LetterTopic topic = topic(call);
    int limit = (int) call.number("limit", 30, 1, DeadLetters.LIST_LIMIT);
    String after = Cursor.position(call);
    DeadLetterSelection selection =
        new LetterChoice(
                List.of(),
                call.text("key").orElse(null),
                call.time("from").orElse(null),
                call.time("until").orElse(null),
                null)
            .atMost(DeadLetters.LIST_LIMIT);
    var view = view(call, topic);
    // All are read each time: Kafka has no other order than that of each partition.
    List<LetterRow> rows =
        topic.work(letters ->
            read(letters, selection).stream()
                .sorted(Comparator.comparing((DeadLetter letter) -> position(letter)))
                .filter(letter -> position(letter).compareTo(after) > 0)
                .limit(limit + 1L)
                .map(view::row)
                .toList());
    boolean more = rows.size() > limit;
    List<LetterRow> shown = more ? rows.subList(0, limit) : rows;
    call.json(new Part<>(shown, more ? Cursor.of(position(shown.getLast())) : null));
  }

  private List<DeadLetter> read(DeadLetters letters, DeadLetterSelection selection)
      throws InterruptedException {
    turns.acquire();
    try {
      return letters.list(selection);
    } finally {
      turns.release();
    }
  }

  /** Sorts the oldest first. */
  private static String position(DeadLetter letter) {
    return position(letter.failedAt(), letter.partition(), letter.offset());
  }

  private static String position(LetterRow row) {
    return position(row.failedAt(), row.partition(), row.offset());
  }

  private static String position(Instant at, int partition, long offset) {
    return "%019d/%010d/%019d".formatted(at.toEpochMilli(), partition, offset);
  }

  private void one(Call call) throws Exception {
    LetterTopic topic = topic(call);
    int partition = (int) call.number("partition", -1, 0, Integer.MAX_VALUE);
    long offset = call.number("offset", -1, 0, Long.MAX_VALUE);
    if (partition < 0 || offset < 0) {
      throw Problem.field("offset", "the partition and the offset are needed");
    }
    var selection = DeadLetterSelection.all().at(partition, offset).atMost(1);
    List<DeadLetter> found = topic.work(letters -> letters.list(selection));
    if (found.isEmpty()) {
      throw Problem.of(
          404, "no dead letter waits at %d:%d of '%s'".formatted(partition, offset, topic.name()));
    }
    call.json(view(call, topic).whole(found.getFirst()));
  }
}
