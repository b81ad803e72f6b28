package dev.belfry.looklook.demo;

import dev.belfry.service.Telemetry;
import java.io.PrintWriter;

/** The demo: starts the booking system, and either lets people play with it or plays itself. */
final class Demo {
  private final Backing.Wanted wanted;
  private final DemoConf conf;
  private final Telemetry telemetry;
  private final PrintWriter out;

  Demo(Backing.Wanted wanted, DemoConf conf, PrintWriter out) {
    this.wanted = wanted;
    this.conf = conf;
    this.telemetry = Telemetry.setUp(conf.service());
    this.out = out;
  }

  /** Runs until it is told to stop. Returns whether all went well. */
  boolean run() {
    try (var backing = started()) {
      new BookingSystem(conf, telemetry, backing, this::greet).group().run();
      return true;
    }
  }

  private void greet(BookingSystem system) {
    try (var api = new Api(system.apiUrl())) {
      new Greeting(api, system, conf.closeAfter()).print(out);
    }
  }

  /** Plays the story. Returns whether all of it came true. */
  boolean playOnce() {
    try (var backing = started()) {
      var system = new BookingSystem(conf, telemetry, backing, whenUp -> {});
      try (var group = system.group()) {
        group.start();
        return play(system);
      }
    }
  }

  private boolean play(BookingSystem system) {
    try (var api = new Api(system.apiUrl())) {
      out.printf("%nThe console is at %s%n", system.consoleUrl());
      out.printf("%nThe story, told to %s:%n%n", api.base());
      out.flush();
      StoryTable table = new Story(api, conf.closeAfter(), system).play();
      table.print(out);
      return table.cameTrue();
    }
  }

  private Backing started() {
    out.printf("Starting looklook: usercenter, travel, order, payment, order-mq, mqueue-job and%n");
    out.printf("mqueue-scheduler in one process, on%n");
    out.flush();
    var backing = new Backing(wanted, out);
    try {
      backing.start();
      return backing;
    } catch (RuntimeException e) {
      backing.close();
      throw e;
    }
  }
}
