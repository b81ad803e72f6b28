package dev.belfry.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals, as a real process gets them. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
class SignalTest {
  private static final int SIGTERM_STATUS = 128 + 15;
  private static final int SIGINT_STATUS = 128 + 2;

  @Test
  void sigterm_once_stopsInReverseAndExitsWith0() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "orderly")) {
      child.awaitLine("started second");
      child.send("TERM");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said())
          .containsExactly(
              "started first", "started second", "stopping second", "stopping first", "returned");
    }
  }

  @Test
  void sigint_once_stopsLikeSigterm() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "orderly")) {
      child.awaitLine("started second");
      child.send("INT");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said()).endsWith("stopping first", "returned");
    }
  }

  @Test
  void sigterm_twice_killsAtOnce() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "slow-stop")) {
      child.awaitLine("started second");
      child.send("TERM");
      child.awaitLine("hanging");
      child.send("TERM");

      assertThat(child.exitStatus()).isEqualTo(SIGTERM_STATUS);
      assertThat(child.said()).doesNotContain("stopping first");
    }
  }

  @Test
  void sigint_afterSigterm_killsAtOnce() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "slow-stop")) {
      child.awaitLine("started second");
      child.send("TERM");
      child.awaitLine("hanging");
      child.send("INT");

      assertThat(child.exitStatus()).isEqualTo(SIGINT_STATUS);
    }
  }

  @Test
  void sigtstp_quiescesOnce_andTheProcessStaysUntilSigterm() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "quiet")) {
      child.awaitLine("started second");
      child.send("TSTP");
      child.awaitLine("quiet second");
      child.send("TSTP");
      child.send("TERM");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said())
          .containsExactly(
              "started first",
              "started second",
              "quiet second",
              "stopping second",
              "stopping first",
              "returned");
    }
  }

  @Test
  void sigtstp_whileAServiceStarts_quiescesWhenAllAreUp() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "quiet-during-start")) {
      child.awaitLine("waiting");
      child.send("TSTP");
      child.awaitLogged("SIGTSTP");
      child.proceed();
      child.awaitLine("quiet first");
      child.send("TERM");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said())
          .containsExactly("started first", "waiting", "quiet first", "stopping first", "returned");
    }
  }

  @Test
  void stop_thatHangs_isLeftBehindAndExitsWith1() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "hanging-stop")) {
      child.awaitLine("started second");
      child.send("TERM");

      assertThat(child.exitStatus()).isEqualTo(1);
      assertThat(child.said()).endsWith("stopping second", "hanging", "stopping first");
      assertThat(child.lines()).anyMatch(line -> line.contains("did not stop in time: second"));
    }
  }

  @Test
  void start_thatFails_stopsTheStartedAndExitsWith1() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "failing-start")) {

      assertThat(child.exitStatus()).isEqualTo(1);
      assertThat(child.said()).containsExactly("started first", "stopping first");
      assertThat(child.lines()).anyMatch(line -> line.contains("\"second\" could not start"));
    }
  }

  @Test
  void sigterm_whileAServiceStarts_stopsTheOthersAndExitsWith0() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "hanging-start")) {
      child.awaitLine("hanging");
      child.send("TERM");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said())
          .containsExactly("started first", "hanging", "stopping first", "returned");
    }
  }

  @Test
  void thread_leftOverAfterAnOrderlyRun_cannotKeepTheProcess() throws Exception {
    try (var child = ChildJvm.launch(SignalledProcess.class, "leftover-thread")) {
      child.awaitLine("started first");
      child.send("TERM");

      assertThat(child.exitStatus()).isZero();
      assertThat(child.said()).contains("returned", "hanging");
    }
  }
}
