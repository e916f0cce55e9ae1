package dev.lockstep.kit.subject;

/**
 * A WebAssembly memory, shared or not; the contract is that of {@code docs/rules/sharedmemory.md}.
 * A width is in bits: 8, 16, 32 or 64. What is narrower than 64 bits is returned as the
 * instructions for {@code i64} do, zero-extended, and of what is given the lowest bits count.
 */
public interface LinearMemorySubject {
  /** The read-modify-writes with one operand. */
  enum Modification {
    /** {@code add}. */
    ADD,
    /** {@code sub}. */
    SUB,
    /** {@code and}. */
    AND,
    /** {@code or}. */
    OR,
    /** {@code xor}. */
    XOR,
    /** {@code xchg}. */
    EXCHANGE
  }

  /** {@code memory.size}. */
  int size();

  /** {@code memory.grow}; the number of pages is unsigned. */
  int grow(int delta);

  /** The buffer of a JavaScript {@code WebAssembly.Memory}. */
  BufferSubject buffer();

  /** Waiting and notifying as JavaScript does, in {@link #buffer}. */
  WaitSubject javaScript();

  /** An atomic load. */
  long atomicLoad(int width, long address);

  /** An atomic store. */
  void atomicStore(int width, long address, long value);

  /** A read-modify-write: returns what was there. */
  long modify(Modification modification, int width, long address, long value);

  /** {@code cmpxchg}: returns what was there. */
  long compareExchange(int width, long address, long expected, long replacement);

  /** A load in no order. */
  long load(int width, long address);

  /** A store in no order. */
  void store(int width, long address, long value);

  /** {@code memory.copy}. */
  void copy(long target, long source, long length);

  /** {@code memory.fill}. */
  void fill(long address, int value, long length);

  /** Reads bytes into an array. */
  void read(long address, byte[] target, int offset, int length);

  /** Writes bytes from an array. */
  void write(long address, byte[] source, int offset, int length);

  /** {@code memory.atomic.wait32}, with a timeout in nanoseconds. */
  int await32(long address, int expected, long timeout);

  /** {@code memory.atomic.wait64}, with a timeout in nanoseconds. */
  int await64(long address, long expected, long timeout);

  /** {@code memory.atomic.notify}; the count is unsigned. */
  int signal(long address, int count);

  /** {@code atomic.fence}. */
  void fence();

  /** Says whether the current thread is an agent that may block. */
  void setCanBlock(boolean canBlock);
}
