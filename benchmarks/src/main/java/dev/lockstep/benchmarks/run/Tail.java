package dev.lockstep.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes on what is written, and remembers the last of it. */
final class Tail extends OutputStream {
  private static final int LIMIT = 1 << 16;

  private final OutputStream log;
  private final byte[] last = new byte[LIMIT];
  private long written;

  Tail(OutputStream log) {
    this.log = log;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    last[(int) (written++ % LIMIT)] = (byte) b;
    log.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      last[(int) (written++ % LIMIT)] = bytes[i];
    }
    log.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    log.flush();
  }

  /** Returns the last of what was written. */
  synchronized String text() {
    int length = (int) Math.min(written, LIMIT);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = last[(int) ((written - length + i) % LIMIT)];
    }
    return new String(text, StandardCharsets.UTF_8);
  }
}
