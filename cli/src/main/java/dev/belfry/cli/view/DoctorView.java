package dev.belfry.cli.view;

import dev.belfry.tasks.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the store, and what became of it. */
public record DoctorView(
    List<FindingView> findings,
    List<FindingView> notes,
    long keys,
    long tookMs,
    boolean complete,
    @Nullable Repair repair) {

  /** A finding. */
  public record FindingView(
      String kind,
      @Nullable String queue,
      String subject,
      String meaning,
      String remedy,
      String detail) {
    /** Of a finding. */
    public static FindingView of(Finding finding) {
      return new FindingView(
          finding.kind().name(),
          finding.queue().isEmpty() ? null : finding.queue(),
          finding.subject(),
          finding.kind().meaning(),
          finding.kind().remedy(),
          finding.detail());
    }
  }

  /** How many were repaired, were gone by then, and are left. */
  public record Repair(int repaired, int gone, int left) {}
}
