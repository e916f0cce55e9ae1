package dev.lockstep.gate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Where a run writes. It belongs to one run at a time and holds nothing of an earlier one. */
final class OutputDirectory implements AutoCloseable {
  /* So that what was found can still be written when the disk has become full. */
  private static final int RESERVE_BYTES = 8 << 20;

  private final Path path;
  private final FileChannel channel;

  private OutputDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the directory ready.
   *
   * @throws CouldNotRun if nothing can be written there, or another run is at work there
   */
  static OutputDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isMine(channel)) {
        channel.close();
        throw new CouldNotRun(
            "another run is writing to " + path + "; wait, or choose --out.", null);
      }
      OutputDirectory output = new OutputDirectory(path, channel);
      output.clear();
      Files.write(output.reserve(), new byte[RESERVE_BYTES]);
      return output;
    } catch (IOException e) {
      throw new CouldNotRun("can't write to " + path + ": " + Reason.of(e), e);
    }
  }

  private static boolean isMine(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // of another run in this JVM
    }
  }

  private void clear() throws IOException {
    List<Path> old = List.of(evidence(), junit(), report(), matrix(), forks(), twins(), reserve());
    for (Path each : old) {
      Deletion.recursively(each);
    }
  }

  /** Returns the file for machines. */
  Path evidence() {
    return path.resolve("evidence.json");
  }

  /** Returns the file for CI systems. */
  Path junit() {
    return path.resolve("junit.xml");
  }

  /** Returns the file for people. */
  Path report() {
    return path.resolve("report.html");
  }

  /** Returns the file that says what a subject that is not ours offers. */
  Path matrix() {
    return path.resolve("matrix.md");
  }

  private Path reserve() {
    return path.resolve("reserve");
  }

  /** Frees the room that was kept for what is written at the end. */
  void releaseReserve() throws IOException {
    Files.deleteIfExists(reserve());
  }

  /** Returns the directory of the forked JVMs. */
  Path forks() {
    return path.resolve("forks");
  }

  /** Returns the directory of the twins. */
  Path twins() {
    return path.resolve("twins");
  }

  /** Returns the directory itself. */
  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    releaseReserve();
    channel.close();
  }
}
