package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SharedMemoryModel;
import dev.lockstep.kit.model.ViewName;
import dev.lockstep.kit.subject.LinearMemorySubject.Modification;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays calls of a WebAssembly memory; see {@link SharedMemoryModel} for what they are called. */
public final class LinearMemoryPlayer implements Player {
  private static final Pattern ACCESS =
      Pattern.compile("(load|store|atomic\\.load|atomic\\.store|rmw|wait)(\\d+)(?:\\.(\\w+))?");

  private static final Map<String, Modification> MODIFICATIONS =
      Map.of(
          "add", Modification.ADD,
          "sub", Modification.SUB,
          "and", Modification.AND,
          "or", Modification.OR,
          "xor", Modification.XOR,
          "xchg", Modification.EXCHANGE);

  private static final double NANOS_PER_SECOND = 1e9;

  private final Caller caller;
  private final LinearMemorySubject memory;

  /**
   * Creates a player with a new memory.
   *
   * @param caller makes the calls
   * @param pages its size
   * @param maximum how far it can grow, in pages
   * @param shared whether agents share it
   */
  public LinearMemoryPlayer(Caller caller, int pages, int maximum, boolean shared) {
    this.caller = caller;
    memory =
        shared
            ? caller.subject().newSharedMemory(pages, maximum)
            : caller.subject().newUnsharedMemory(pages, maximum);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    String method = call.method();
    if (!method.startsWith(SharedMemoryModel.MAIN)) {
      return caller.observe(body(method, call), interrupted, seconds(call));
    }
    Callable<? extends @Nullable Object> body =
        body(method.substring(SharedMemoryModel.MAIN.length()), call);
    return caller.observe(
        () -> {
          memory.setCanBlock(false);
          try {
            return body.call();
          } finally {
            memory.setCanBlock(true);
          }
        },
        interrupted,
        seconds(call));
  }

  private static double seconds(Call call) {
    boolean waits = call.method().contains("wait") && call.arguments().size() > 2;
    return waits ? Math.max(0, number(call, 2)) / NANOS_PER_SECOND : 0;
  }

  private Callable<? extends @Nullable Object> body(String method, Call call) {
    return switch (method) {
      case "size" -> () -> (long) memory.size();
      case "grow" -> () -> (long) memory.grow((int) number(call, 0));
      case "bytes" -> this::bytes;
      case "copy" -> nothing(() -> memory.copy(number(call, 0), number(call, 1), number(call, 2)));
      case "fill" ->
          nothing(() -> memory.fill(number(call, 0), (int) number(call, 1), number(call, 2)));
      case "write" -> nothing(() -> write(number(call, 0), number(call, 1), (int) number(call, 2)));
      case "read" -> () -> read(number(call, 0), (int) number(call, 1));
      case "notify" ->
          () -> Integer.toUnsignedLong(memory.signal(number(call, 0), (int) number(call, 1)));
      case "waitAsync" -> () -> waitAsync(number(call, 0), number(call, 1));
      case "js.notify" ->
          () -> memory.javaScript().signal(ViewName.ints(), index(call), (double) number(call, 1));
      default -> access(method, call);
    };
  }

  private static Callable<@Nullable Object> nothing(Runnable call) {
    return () -> {
      call.run();
      return null;
    };
  }

  private static long index(Call call) {
    return number(call, 0) / Integer.BYTES;
  }

  private Callable<? extends @Nullable Object> access(String method, Call call) {
    Matcher name = ACCESS.matcher(method);
    if (!name.matches()) {
      throw new IllegalArgumentException("A memory has no " + call);
    }
    int width = Integer.parseInt(name.group(2));
    long address = number(call, 0);
    return switch (name.group(1)) {
      case "load" -> () -> memory.load(width, address);
      case "atomic.load" -> () -> memory.atomicLoad(width, address);
      case "store" -> nothing(() -> memory.store(width, address, number(call, 1)));
      case "atomic.store" -> nothing(() -> memory.atomicStore(width, address, number(call, 1)));
      case "rmw" -> () -> modify(name.group(3), width, address, call);
      default -> () -> await(width, address, number(call, 1), number(call, 2));
    };
  }

  private long modify(String operation, int width, long address, Call call) {
    Modification modification = MODIFICATIONS.get(operation);
    return modification == null
        ? memory.compareExchange(width, address, number(call, 1), number(call, 2))
        : memory.modify(modification, width, address, number(call, 1));
  }

  private long await(int width, long address, long expected, long timeout) {
    return width == Integer.SIZE
        ? memory.await32(address, (int) expected, timeout)
        : memory.await64(address, expected, timeout);
  }

  private String waitAsync(long address, long expected) {
    WaitSubject.Async result =
        memory.javaScript().awaitAsync(ViewName.ints(), address / Integer.BYTES, expected);
    return result.isAsync()
        ? SharedMemoryModel.WAITS
        : String.valueOf((Object) result.value().toCompletableFuture().join());
  }

  private void write(long address, long first, int length) {
    byte[] bytes = new byte[Math.max(0, length) + 1];
    for (int i = 0; i < length; i++) {
      bytes[i + 1] = (byte) (first + i);
    }
    memory.write(address, bytes, 1, length);
  }

  private String read(long address, int length) {
    byte[] bytes = new byte[Math.max(0, length) + 1];
    memory.read(address, bytes, 1, length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(SharedMemoryModel.hexadecimal(bytes[i + 1]));
    }
    return text.toString();
  }

  private String bytes() {
    int pages = memory.size();
    SortedMap<Long, Byte> bytes = new TreeMap<>();
    byte[] page = new byte[SharedMemoryModel.PAGE];
    for (int number = 0; number < pages; number++) {
      long begin = (long) number * SharedMemoryModel.PAGE;
      memory.read(begin, page, 0, page.length);
      for (int i = 0; i < page.length; i++) {
        if (page[i] != 0) {
          bytes.put(begin + i, page[i]);
        }
      }
    }
    return SharedMemoryModel.text(pages, bytes);
  }

  private static long number(Call call, int argument) {
    return (Long) call.arguments().get(argument);
  }
}
