import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.console.ConsoleCommand;
import dev.belfry.cli.cron.CronCommand;
import dev.belfry.cli.dash.DashCommand;
import dev.belfry.cli.dlt.DltCommand;
import dev.belfry.cli.overview.CompletionCommand;
import dev.belfry.cli.overview.DoctorCommand;
import dev.belfry.cli.overview.SchemaCommand;
import dev.belfry.cli.overview.ServerCommand;
import dev.belfry.cli.overview.StatsCommand;
import dev.belfry.cli.queue.GroupCommand;
import dev.belfry.cli.queue.QueueCommand;
import dev.belfry.cli.schedule.ScheduleCommand;
import dev.belfry.cli.task.BulkCommand;
import dev.belfry.cli.task.SearchCommand;
import dev.belfry.cli.task.TaskCommand;

/** The belfry command. */
module dev.belfry.cli {
  requires static transitive org.jspecify;
  requires transitive info.picocli;
  requires dev.belfry.console;
  requires transitive dev.belfry.kafka;
  requires transitive dev.belfry.tasks;
  requires org.jline.terminal;
  requires org.jline.reader;

  exports dev.belfry.cli;
  exports dev.belfry.cli.out;

  opens dev.belfry.cli to
      info.picocli,
      dev.belfry.service;
  opens dev.belfry.cli.console to
      info.picocli;
  opens dev.belfry.cli.cron to
      info.picocli;
  opens dev.belfry.cli.dash to
      info.picocli;
  opens dev.belfry.cli.dlt to
      info.picocli,
      tools.jackson.databind;
  opens dev.belfry.cli.overview to
      info.picocli;
  opens dev.belfry.cli.queue to
      info.picocli;
  opens dev.belfry.cli.schedule to
      info.picocli;
  opens dev.belfry.cli.task to
      info.picocli;
  opens dev.belfry.cli.view to
      tools.jackson.databind;

  uses BelfryCommand;

  provides BelfryCommand with
      ConsoleCommand,
      StatsCommand,
      DashCommand,
      QueueCommand,
      TaskCommand,
      SearchCommand,
      BulkCommand,
      GroupCommand,
      ServerCommand,
      CronCommand,
      ScheduleCommand,
      DltCommand,
      DoctorCommand,
      SchemaCommand,
      CompletionCommand;
}
