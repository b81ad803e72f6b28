package dev.belfry.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProgramTest {

  @Test
  void choose_withNewProgramOnPath_takesIt(@TempDir Path folder) throws IOException {
    Path program = program(folder, "Redis server v=8.0.1 sha=0:0 bits=64");

    assertThat(RedisProgram.choose(Optional.of(program), List.of())).contains(program);
  }

  @Test
  void choose_withOldOrBrokenProgramOnPath_takesTheCarriedOne(@TempDir Path folder)
      throws IOException {
    Path old = program(folder, "Redis server v=6.0.16 sha=0:0 bits=64");

    assertThat(RedisProgram.choose(Optional.of(old), CarriedProgram.forThisPlatform()))
        .hasValueSatisfying(program -> assertThat(program).isNotEqualTo(old).isExecutable());
    assertThat(RedisProgram.choose(Optional.of(old), List.of())).isEmpty();
  }

  @Test
  void carried_programs_areNewEnough() throws IOException {
    assertThat(CarriedProgram.forThisPlatform()).isNotEmpty();
    for (String resource : CarriedProgram.forThisPlatform()) {
      Path program = CarriedProgram.extract(resource);
      assertThat(CarriedProgram.extract(resource)).isEqualTo(program);
    }
    assertThat(RedisProgram.choose(Optional.empty(), CarriedProgram.forThisPlatform()))
        .flatMap(RedisVersion::of)
        .hasValueSatisfying(version -> assertThat(version.isEnough()).isTrue());
  }

  @Test
  void require_withNothing_saysWhatToDo() {
    assertThatThrownBy(() -> RedisProgram.require(Optional.empty()))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("No redis-server 6.2 or later on the PATH")
        .hasMessageContaining(System.getProperty("os.arch"))
        .hasMessageContaining("install Redis");
  }

  @Test
  void parse_ofOddOutput_isEmpty() {
    assertThat(RedisVersion.parse("command not found")).isEmpty();
    assertThat(RedisVersion.parse("Redis server v=6.2.7 sha=0")).contains(new RedisVersion(6, 2));
  }

  private static Path program(Path folder, String answer) throws IOException {
    Path file = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\necho " + answer);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
