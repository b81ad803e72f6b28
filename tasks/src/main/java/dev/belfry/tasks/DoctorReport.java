package dev.belfry.tasks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an examination found. Immutable.
 *
 * @param findings what is wrong
 * @param notes what may be worth knowing although nothing is wrong
 * @param keys how many keys of Redis were looked at
 * @param took how long it took
 * @param coverage whether the findings are all there are
 */
public record DoctorReport(
    List<Finding> findings, List<Finding> notes, long keys, Duration took, Coverage coverage) {

  /** Whether an examination ended before it had seen everything. */
  public enum Coverage {
    /** Everything was looked at. */
    WHOLE,
    /** There are more findings than {@link Doctor#maxFindings} allows. */
    CUT_SHORT
  }

  public DoctorReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /** One line for each finding and note. */
  @Override
  public String toString() {
    String lines =
        findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining())
            + notes.stream().map(note -> "\n  note: " + note).collect(Collectors.joining());
    return findings.size()
        + " findings in "
        + keys
        + " keys"
        + (coverage == Coverage.CUT_SHORT ? ", and there are more" : "")
        + lines;
  }
}
