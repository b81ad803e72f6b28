package dev.belfry.looklook.demo;

import dev.belfry.looklook.mqueue.job.mqs.message.SandboxMessenger;
import dev.belfry.looklook.mqueue.job.mqs.schedule.SettleRecords;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The story of a booking, told over HTTP to the running system. For one thread. */
final class Story {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** How long a message or task may take that nothing holds back. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String WAITS_FOR_PAYMENT = "waits for payment (0)";
  private static final String CLOSED = "closed (-1)";
  private static final String PAID = "paid (1)";

  private final Api api;
  private final Duration closeAfter;
  private final SandboxMessenger messenger;
  private final SettleRecords settlements;

  // What the story is about: the numbers of two orders, and the callback that paid one of them.
  private String unpaid = "";
  private String paid = "";
  private JsonNode callback = MissingNode.getInstance();

  Story(Api api, Duration closeAfter, BookingSystem system) {
    this.api = api;
    this.closeAfter = closeAfter;
    this.messenger = system.messenger();
    this.settlements = system.handlers().settleRecords();
  }

  StoryTable play() {
    var table = new StoryTable();
    long settledBefore = settlements.count();
    Customer customer = Customer.register(api);

    table.step(
        "book two stays",
        WAITS_FOR_PAYMENT,
        () -> {
          unpaid = customer.book();
          paid = customer.book();
          return state(customer, paid);
        });
    table.step(
        "pay for one: provider → payment → Kafka → order",
        PAID,
        () -> {
          customer.checkOut(paid);
          callback = customer.pay(paid);
          return await(PAID, PATIENCE, () -> state(customer, paid));
        });
    table.step(
        "the guest is told, by a task for each notice",
        "2 notices",
        () -> await("2 notices", PATIENCE, () -> messenger.sentAbout(paid) + " notices"));
    table.step(
        "the provider repeats its callback",
        "SUCCESS, paid (1), 2 notices",
        () ->
            repeat(callback)
                + ", "
                + state(customer, paid)
                + ", "
                + messenger.sentAbout(paid)
                + " notices");
    table.step(
        "nobody pays for the other: a delayed task closes it",
        CLOSED,
        () -> await(CLOSED, closeAfter.plus(PATIENCE), () -> state(customer, unpaid)));
    table.step(
        "the schedule fires, and a worker settles",
        "settled",
        () ->
            await(
                "settled",
                PATIENCE,
                () -> settlements.count() > settledBefore ? "settled" : "not yet"));
    return table;
  }

  private String repeat(JsonNode sandbox) {
    JsonNode request = sandbox.path("request");
    Map<String, String> headers = new HashMap<>();
    request.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
    HttpResponse<String> answer =
        api.send(request.path("url").asString(), headers, request.path("body").asString());
    return answer.body();
  }

  private static String state(Customer customer, String sn) {
    long state = customer.stateOf(sn);
    return switch ((int) state) {
      case -1 -> CLOSED;
      case 0 -> WAITS_FOR_PAYMENT;
      case 1 -> PAID;
      default -> "state " + state;
    };
  }

  /** Looks until it sees what is awaited or patience ends, and returns the last sight. */
  private static String await(String awaited, Duration patience, Supplier<String> look)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      String seen = look.get();
      if (seen.equals(awaited) || System.nanoTime() > end) {
        return seen;
      }
      Thread.sleep(LOOK_EVERY);
    }
  }
}
