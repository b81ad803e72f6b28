import dev.belfry.cli.BelfryCommand;

/** The belfry command. */
module dev.belfry.cli {
  requires static transitive org.jspecify;
  requires transitive info.picocli;

  exports dev.belfry.cli;

  opens dev.belfry.cli to
      info.picocli;

  uses BelfryCommand;
}
