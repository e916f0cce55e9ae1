package dev.lockstep.kit.oracle;

import dev.lockstep.kit.model.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls on one object by several threads, of which one moves at a time. As text: {@code event: A
 * new(); B wait(); C wait(0.2); C expires; A set()}.
 *
 * @param kind what kind of object
 * @param moves the moves; the first calls {@code new}
 */
public record Program(Kind kind, List<Move> moves) {
  private static final Map<String, Double> NOT_FINITE =
      Map.of("nan", Double.NaN, "inf", Double.POSITIVE_INFINITY, "-inf", Double.NEGATIVE_INFINITY);
  private static final Pattern MOVE =
      Pattern.compile("(?<thread>[A-Z]) (?:(?<method>[\\w.]+)\\((?<arguments>.*)\\)|expires)");

  private static final Pattern NAME = Pattern.compile("[a-z]+|([a-z]+ )?[A-Z]\\w+Array(@\\d+)?");

  /** Copies the moves. */
  public Program {
    moves = List.copyOf(moves);
    if (moves.isEmpty() || !moves.get(0).isNew()) {
      throw new OracleException("A program begins with new, and not so: " + moves);
    }
  }

  /**
   * A move.
   *
   * @param thread who moves: a letter
   * @param call what the thread calls; empty if it waits until the timeout of its call is over
   */
  public record Move(String thread, Optional<Call> call) {
    /** A move that is a call. */
    public static Move of(String thread, Call call) {
      return new Move(thread, Optional.of(call));
    }

    /** A move that waits until a timeout is over. */
    public static Move expiry(String thread) {
      return new Move(thread, Optional.empty());
    }

    boolean isNew() {
      return call.isPresent() && call.get().method().equals("new");
    }

    @Override
    public String toString() {
      return thread + " " + call.map(Call::toString).orElse("expires");
    }
  }

  /**
   * Reads a program from its text.
   *
   * @throws OracleException if it is none
   */
  public static Program parse(String text) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      throw new OracleException("Not a program: " + text);
    }
    List<Move> moves = new ArrayList<>();
    for (String move : text.substring(colon + 2).split("; ", -1)) {
      moves.add(parseMove(move));
    }
    return new Program(Kind.of(text.substring(0, colon)), moves);
  }

  private static Move parseMove(String text) {
    Matcher matcher = MOVE.matcher(text);
    if (!matcher.matches()) {
      throw new OracleException("Not a move: " + text);
    }
    String thread = matcher.group("thread");
    if (matcher.group("method") == null) {
      return Move.expiry(thread);
    }
    List<Object> arguments = new ArrayList<>();
    for (String argument : matcher.group("arguments").split(", ", -1)) {
      if (!argument.isEmpty()) {
        arguments.add(parseArgument(argument));
      }
    }
    return Move.of(thread, new Call(matcher.group("method"), arguments));
  }

  private static Object parseArgument(String text) {
    if (text.equals("True") || text.equals("False")) {
      return text.equals("True");
    }
    Double noFinite = NOT_FINITE.get(text);
    if (noFinite != null) {
      return noFinite;
    }
    if (NAME.matcher(text).matches()) {
      return text;
    }
    try {
      return text.matches(".*[.E].*") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new OracleException("Not an argument: " + text, e);
    }
  }

  @Override
  public String toString() {
    return moves.stream()
        .map(Move::toString)
        .collect(Collectors.joining("; ", kind.id() + ": ", ""));
  }
}
