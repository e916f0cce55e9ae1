package dev.lockstep.kit.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.PyError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Calls and what was seen of them, as JSON: towards the driver, and in traces. */
final class Wire {
  static final ObjectMapper JSON = new ObjectMapper();

  private Wire() {}

  /** Returns the request that makes the driver play a sequence. */
  static ObjectNode request(int id, Sequence sequence) {
    ObjectNode request = JSON.createObjectNode();
    request.put("id", id);
    request.put("object", sequence.kind().id());
    ArrayNode steps = request.putArray("steps");
    for (Expectation expectation : Expectation.of(sequence)) {
      ObjectNode step = step(expectation.step());
      if (expectation.blocks()) {
        step.put("blocks", true);
      }
      steps.add(step);
    }
    return request;
  }

  /** Returns the request that makes the driver play a program. */
  static ObjectNode request(int id, Program program) {
    ObjectNode request = JSON.createObjectNode();
    request.put("id", id);
    request.put("object", program.kind().id());
    ArrayNode moves = request.putArray("moves");
    program.moves().forEach(move -> moves.add(move(move)));
    return request;
  }

  static ObjectNode move(Program.Move move) {
    ObjectNode node = JSON.createObjectNode();
    node.put("thread", move.thread());
    move.call().ifPresentOrElse(call -> addCall(node, call), () -> node.put("expires", true));
    return node;
  }

  static Program.Move move(JsonNode node) {
    String thread = node.path("thread").asText();
    return node.path("expires").asBoolean()
        ? Program.Move.expiry(thread)
        : Program.Move.of(thread, call(node));
  }

  static ObjectNode step(Sequence.Step step) {
    ObjectNode node = JSON.createObjectNode();
    addCall(node, step.call());
    if (step.interrupted()) {
      node.put("interrupt", true);
    }
    return node;
  }

  private static void addCall(ObjectNode node, Call made) {
    ArrayNode call = node.putArray("call").add(made.method());
    for (Object argument : made.arguments()) {
      if (argument instanceof Double number && !Double.isFinite(number)) {
        call.add(notFinite(number));
      } else {
        call.addPOJO(argument);
      }
    }
  }

  private static String notFinite(double number) {
    return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
  }

  static Sequence.Step step(JsonNode node) {
    return new Sequence.Step(call(node), node.path("interrupt").asBoolean());
  }

  private static Call call(JsonNode node) {
    JsonNode call = node.path("call");
    List<Object> arguments = new ArrayList<>();
    for (int i = 1; i < call.size(); i++) {
      arguments.add(argument(call.get(i)));
    }
    return new Call(call.path(0).asText(), arguments);
  }

  private static Object argument(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    return textOrDouble(node);
  }

  private static Object textOrDouble(JsonNode node) {
    return switch (node.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (node.isTextual()) {
          yield node.asText();
        }
        if (!node.isNumber()) {
          throw new OracleException("Neither a text nor a number: " + node);
        }
        yield node.asDouble();
      }
    };
  }

  static ObjectNode seen(Seen seen) {
    ObjectNode node = JSON.createObjectNode();
    if (seen instanceof Seen.Unobservable unobservable) {
      return node.put("unobservable", unobservable.reason());
    }
    if (seen instanceof Seen.Spins) {
      return node.put("spins", true);
    }
    if (seen instanceof Seen.Busy) {
      return node.put("busy", true);
    }
    Outcome outcome = ((Seen.Of) seen).outcome();
    if (outcome instanceof Outcome.Raised raised) {
      String[] text = text(raised);
      return node.put("raised", text[0]).put("message", text[1]);
    }
    if (outcome instanceof Outcome.Returned returned) {
      return returned.value() instanceof Double number && !Double.isFinite(number)
          ? node.put("returned", notFinite(number))
          : node.putPOJO("returned", returned.value());
    }
    return node.put("blocked", true);
  }

  static Seen seen(JsonNode node) {
    if (node.has("returned")) {
      return new Seen.Of(new Outcome.Returned(value(node.get("returned"))));
    }
    if (node.path("raised").isTextual() && node.path("message").isTextual()) {
      return new Seen.Of(raised(node.get("raised").asText(), node.get("message").asText()));
    }
    if (node.path("blocked").asBoolean()) {
      return new Seen.Of(Outcome.BLOCKED);
    }
    if (node.path("spins").asBoolean()) {
      return Seen.SPINS;
    }
    if (node.path("busy").asBoolean()) {
      return Seen.BUSY;
    }
    if (node.path("unobservable").isTextual()) {
      return new Seen.Unobservable(node.get("unobservable").asText());
    }
    throw new OracleException("Not an outcome: " + node);
  }

  static ObjectNode observation(Observation observation) {
    ObjectNode node = seen(observation.seen());
    if (!observation.ended().isEmpty()) {
      ObjectNode ended = node.putObject("ended");
      new TreeMap<>(observation.ended()).forEach((thread, end) -> ended.set(thread, seen(end)));
    }
    if (!observation.late().isEmpty()) {
      ArrayNode late = node.putArray("late");
      new TreeSet<>(observation.late()).forEach(late::add);
    }
    return node;
  }

  static Observation observation(JsonNode node) {
    Map<String, Seen> ended = new TreeMap<>();
    node.path("ended").properties().forEach(end -> ended.put(end.getKey(), seen(end.getValue())));
    Set<String> late = new TreeSet<>();
    node.path("late").forEach(thread -> late.add(thread.asText()));
    return new Observation(seen(node), ended, late);
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    if (node.isTextual() || node.isNumber()) {
      return textOrDouble(node);
    }
    throw new OracleException("Not a value: " + node);
  }

  /* An error that PyError does not know keeps its class in its message. */
  static Outcome raised(String type, String message) {
    PyError error = PyError.of(type);
    return Outcome.raises(error, error == PyError.OTHER ? type + ": " + message : message);
  }

  private static String[] text(Outcome.Raised raised) {
    if (raised.error() != PyError.OTHER) {
      return new String[] {raised.error().python(), raised.message()};
    }
    int colon = raised.message().indexOf(": ");
    return new String[] {
      raised.message().substring(0, colon), raised.message().substring(colon + 2)
    };
  }

  /** Returns an outcome as the rules' documents write it: {@code ValueError: text}, or a value. */
  static String documented(Outcome outcome) {
    return outcome
        .toString()
        .replaceFirst("^(raises \\?:|raises|returns) ?", "")
        .replaceFirst("^$", "None")
        .replaceFirst("^true$", "True")
        .replaceFirst("^false$", "False")
        .strip();
  }

  /** Reads one line of JSON. */
  static JsonNode parse(String line, String whose) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw new OracleException(whose + " is not a JSON object: " + line);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new OracleException(String.format(Locale.ROOT, "%s is not JSON: %s", whose, line), e);
    }
  }

  /** Writes one line of JSON. */
  static String line(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new OracleException("Cannot write " + node, e);
    }
  }
}
