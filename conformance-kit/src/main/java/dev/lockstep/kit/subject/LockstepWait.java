package dev.lockstep.kit.subject;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.ArrayBuffer;
import dev.lockstep.atomics.ArrayBufferLike;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.TypedArray;
import dev.lockstep.atomics.WaitAsyncResult;
import dev.lockstep.kit.model.ViewName;
import java.util.concurrent.CompletionStage;

/** Our waiting at addresses. */
final class LockstepWait implements WaitSubject {
  private final SharedArrayBuffer buffer;
  private final SharedArrayBuffer other;
  private final ArrayBuffer unshared;

  LockstepWait(int byteLength, int maxByteLength) {
    buffer =
        byteLength == maxByteLength
            ? new SharedArrayBuffer(byteLength)
            : new SharedArrayBuffer(byteLength, maxByteLength);
    other = new SharedArrayBuffer(byteLength);
    unshared = new ArrayBuffer(byteLength);
  }

  /** Waiting in a buffer that is there; the others have no bytes. */
  LockstepWait(SharedArrayBuffer buffer) {
    this.buffer = buffer;
    other = new SharedArrayBuffer(0);
    unshared = new ArrayBuffer(0);
  }

  private TypedArray view(ViewName view) {
    ArrayBufferLike memory =
        switch (view.memory()) {
          case SHARED -> buffer;
          case OTHER -> other;
          case UNSHARED -> unshared;
        };
    return LockstepAtomics.view(view.type(), memory, view.byteOffset());
  }

  @Override
  public void store(ViewName view, long index, long value) {
    Atomics.store(view(view), index, value);
  }

  @Override
  public void set(ViewName view, long index, int value) {
    ((Int32Array) view(view)).set(index, value);
  }

  @Override
  public String await(ViewName view, long index, long expected) {
    return Atomics.wait(view(view), index, expected).toString();
  }

  @Override
  public String await(ViewName view, long index, long expected, double timeout) {
    return Atomics.wait(view(view), index, expected, timeout).toString();
  }

  @Override
  public Async awaitAsync(ViewName view, long index, long expected) {
    return new Result(Atomics.waitAsync(view(view), index, expected));
  }

  @Override
  public Async awaitAsync(ViewName view, long index, long expected, double timeout) {
    return new Result(Atomics.waitAsync(view(view), index, expected, timeout));
  }

  @Override
  public long signal(ViewName view, long index) {
    return Atomics.notify(view(view), index);
  }

  @Override
  public long signal(ViewName view, long index, double count) {
    return Atomics.notify(view(view), index, count);
  }

  @Override
  public void grow(long byteLength) {
    buffer.grow(byteLength);
  }

  @Override
  public boolean canBlock() {
    return Agent.canBlock();
  }

  @Override
  public void setCanBlock(boolean canBlock) {
    Agent.setCanBlock(canBlock);
  }

  private static final class Result implements Async {
    private final WaitAsyncResult result;

    Result(WaitAsyncResult result) {
      this.result = result;
    }

    @Override
    public boolean isAsync() {
      return result.isAsync();
    }

    @Override
    public CompletionStage<?> value() {
      return result.value();
    }
  }
}
