/** The belfry command. */
module dev.belfry.cli {
  requires static transitive org.jspecify;
  requires info.picocli;

  exports dev.belfry.cli;
}
