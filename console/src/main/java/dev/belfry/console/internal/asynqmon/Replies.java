package dev.belfry.console.internal.asynqmon;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Problems;
import dev.belfry.console.internal.web.Router.Answerer;
import dev.belfry.tasks.DailyStats;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.QueueSample;
import dev.belfry.tasks.QueueSamples;
import java.util.List;

/** What the routes of asynqmon have in common. */
final class Replies {
  private Replies() {}

  /** Attempts of a day. */
  record Day(String queue, long processed, long succeeded, long failed, String date) {
    static Day of(DailyStats day) {
      return new Day(
          day.queue(),
          day.attempts().processed(),
          day.attempts().succeeded(),
          day.attempts().failed(),
          day.day().toString());
    }

    static List<Day> of(List<DailyStats> days) {
      return days.stream().map(Day::of).toList();
    }
  }

  /** Errors of asynqmon are plain text. */
  static Answerer plainly(Answerer answerer) {
    return call -> {
      try {
        answerer.answer(call);
      } catch (Exception e) {
        Problem problem = Problems.of(e, "a call of asynqmon's API");
        call.bytes(
            problem.body().status(),
            "text/plain; charset=utf-8",
            (problem.body().detail() + "\n").getBytes(UTF_8));
      }
    };
  }

  /** A queue, with an estimate of its memory that is at most a minute old. */
  static QueueSnapshot snapshot(Desk desk, String queue) {
    return snapshot(desk, desk.inspector().queue(queue));
  }

  private static QueueSnapshot snapshot(Desk desk, QueueInfo info) {
    Long memory = desk.sampler().memory().fresh(info.queue());
    return QueueSnapshot.of(info, memory == null ? 0 : memory);
  }

  /**
   * All queues, looked at together. Those whose memory nobody has estimated yet are estimated, but
   * no more of them than take a moment.
   */
  static List<QueueSnapshot> snapshots(Desk desk) {
    QueueSamples samples = desk.inspector().sample();
    boolean few = samples.queues().size() <= 20;
    return samples.queues().stream()
        .map(sample -> {
          Long memory =
              few
                  ? desk.sampler().memory().fresh(sample.queue())
                  : desk.sampler().memory().of(sample.queue());
          return QueueSnapshot.of(info(sample, samples), memory == null ? 0 : memory);
        })
        .toList();
  }

  private static QueueInfo info(QueueSample sample, QueueSamples all) {
    return new QueueInfo(
        sample.queue(),
        sample.counts(),
        new QueueInfo.Groups(sample.groups(), 0, 0),
        sample.latency(),
        sample.today(),
        sample.total(),
        sample.pausedSince(),
        all.at());
  }

  /** The page that a call asks for, with asynqmon's defaults. */
  static dev.belfry.tasks.Page page(Call call) {
    return new dev.belfry.tasks.Page(
        number(call, "page", 1, Integer.MAX_VALUE), number(call, "size", 20, 1000));
  }

  private static int number(Call call, String name, int fallback, int most) {
    String text = call.text(name).orElse("");
    if (!text.matches("\\d{1,9}")) {
      return fallback;
    }
    return Math.clamp(Integer.parseInt(text), 1, most);
  }
}
