package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.Finding;
import dev.belfry.tasks.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What seems wrong. Two looks at the same thing, some time apart, must agree before it counts:
 * things change while one walks past them. For one thread.
 */
final class Suspects {
  /** Longer than any two steps of a server that belong together. */
  private static final Duration SECOND_THOUGHT = Duration.ofMillis(200);

  private final Pace pace;
  private final int most;
  private final List<Case> cases = new ArrayList<>();
  private final Set<Fault> seen = new HashSet<>();

  /** Looks at something; each look is one moment in Redis. */
  interface Look {
    List<Finding> now();
  }

  /** What makes two findings the same. */
  private record Fault(FindingKind kind, String queue, String subject) {
    static Fault of(Finding finding) {
      return new Fault(finding.kind(), finding.queue(), finding.subject());
    }
  }

  private record Case(Look look, List<Finding> first) {}

  Suspects(Pace pace, int most) {
    this.pace = pace;
    this.most = most;
  }

  /** Looks for the first time. */
  void suspect(Look look) {
    if (isFull()) {
      return;
    }
    List<Finding> first = look.now().stream().filter(found -> seen.add(Fault.of(found))).toList();
    if (!first.isEmpty()) {
      cases.add(new Case(look, first));
    }
  }

  boolean isFull() {
    return seen.size() >= most;
  }

  /** Looks for the second time. */
  Set<Finding> confirmed() {
    Set<Finding> confirmed = new LinkedHashSet<>();
    if (cases.isEmpty()) {
      return confirmed;
    }
    pace.rest(SECOND_THOUGHT.toNanos());
    for (Case each : cases) {
      for (Finding again : each.look().now()) {
        Fault fault = Fault.of(again);
        if (each.first().stream().map(Fault::of).anyMatch(fault::equals)) {
          confirmed.add(again);
        }
      }
      pace.took(1);
    }
    return confirmed;
  }
}
