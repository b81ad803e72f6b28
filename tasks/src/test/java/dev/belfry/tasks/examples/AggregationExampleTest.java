package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.group;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskServer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Merges many small tasks into one, as docs/tasks.md shows. */
class AggregationExampleTest extends OnRedis {

  // snippet
  record Comment(String text) {}

  record Digest(String author, List<String> comments) {}

  void commented(TaskClient client, String author, String text) {
    client.enqueue(Task.of("comment", new Comment(text)), group(author));
  }

  Task digest(String author, List<Task> comments) {
    List<String> texts = comments.stream().map(c -> c.payload(Comment.class).text()).toList();
    return Task.of("email:digest", new Digest(author, texts));
  }

  TaskServer server(RedisTarget redis) {
    var mux = new TaskMux().handle("email:digest", Digest.class, (digest, context) -> mail(digest));
    return TaskServer.builder(redis)
        .handler(mux)
        .aggregator(this::digest)
        .groupGracePeriod(ofSeconds(30)) // nobody has commented for so long,
        .groupMaxDelay(ofSeconds(300)) // or the first comment is so old,
        .groupMaxSize(3) // or there are so many
        .build();
  }

  // end

  private final LinkedBlockingQueue<Digest> mails = new LinkedBlockingQueue<>();

  private void mail(Digest digest) {
    mails.add(digest);
  }

  @Test
  void threeComments_becomeOneMail() throws Exception {
    start(server(target()));
    for (String text : List.of("nice", "very nice", "too far", "quiet")) {
      commented(client(), "ann", text);
    }

    Digest mail = mails.poll(10, TimeUnit.SECONDS);
    assertThat(mail).isNotNull();
    assertThat(mail.author()).isEqualTo("ann");
    assertThat(mail.comments()).hasSize(3);
    await().until(() -> raw().zcard("asynq:{default}:g:ann") == 1);
    assertThat(raw().smembers("asynq:{default}:groups")).containsExactly("ann");
  }
}
