package dev.belfry.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.bench.messages.MessageLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log that another process writes; each part of it is read once. For one thread. */
final class GrowingLog {
  private final Path file;
  private final List<MessageLine> lines = new ArrayList<>();
  private long read;

  GrowingLog(Path file) {
    this.file = file;
  }

  /** All lines that are there; a view. */
  List<MessageLine> lines() throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] fresh = new byte[Math.toIntExact(open.length() - read)];
      open.seek(read);
      open.readFully(fresh);
      int end = fresh.length;
      while (end > 0 && fresh[end - 1] != '\n') {
        end--;
      }
      read += end;
      new String(fresh, 0, end, UTF_8)
          .lines()
          .flatMap(line -> MessageLine.parse(line).stream())
          .forEach(lines::add);
    }
    return lines;
  }
}
