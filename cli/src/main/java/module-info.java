import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.cron.CronCommand;

/** The belfry command. */
module dev.belfry.cli {
  requires static transitive org.jspecify;
  requires transitive info.picocli;
  requires dev.belfry.tasks;

  exports dev.belfry.cli;

  opens dev.belfry.cli to
      info.picocli;
  opens dev.belfry.cli.cron to
      info.picocli;

  uses BelfryCommand;

  provides BelfryCommand with
      CronCommand;
}
