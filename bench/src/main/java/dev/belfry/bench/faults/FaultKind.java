package dev.belfry.bench.faults;

import java.util.Locale;

/** What breaks in a round. */
enum FaultKind {
  /** A server's process is killed with its work in hand. */
  KILL(2),
  /** All connections to Redis are cut. */
  CUT(6),
  /** Redis does what it is told, and its replies are lost. */
  REPLY(6),
  /** Redis with an append-only file is killed, and started again. */
  RESTART(2),
  /** The master of a Sentinel group is killed; a replica takes over. */
  SENTINEL(1),
  /** The same, but the master comes back at once, and all replicas must have each write. */
  RETURN(1),
  /** The master of the tasks in a Cluster is killed; its replica takes over. */
  CLUSTER(1),
  /** The clocks of the workers' hosts are two minutes off, and jump. */
  CLOCK(4);

  private final int disturbances;

  FaultKind(int disturbances) {
    this.disturbances = disturbances;
  }

  Stage stage() throws Exception {
    return switch (this) {
      case KILL -> new KilledWorkers();
      case CUT -> new BrokenConnections(BrokenConnections.Manner.CUT);
      case REPLY -> new BrokenConnections(BrokenConnections.Manner.REPLY_LOST);
      case RESTART -> new RestartedRedis();
      case SENTINEL -> FailedOverSentinel.later();
      case RETURN -> FailedOverSentinel.atOnce();
      case CLUSTER -> new FailedOverCluster();
      case CLOCK -> new ShiftedClocks();
    };
  }

  /** How often something breaks in a round. */
  int disturbances() {
    return disturbances;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
