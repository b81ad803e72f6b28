package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** The same for tests that leave nothing for the doctor to find. */
public abstract class OnSoundStore extends OnGoStore {
  @AfterEach
  void nothingIsWrong() {
    DoctorReport report = inspector.doctor().examine();
    assertThat(report.findings()).as(report.toString()).isEmpty();
  }
}
