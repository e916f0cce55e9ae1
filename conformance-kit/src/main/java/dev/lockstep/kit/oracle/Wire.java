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

  static ObjectNode step(Sequence.Step step) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode call = node.putArray("call").add(step.call().method());
    for (Object argument : step.call().arguments()) {
      if (argument instanceof Double number && !Double.isFinite(number)) {
        call.add(number.isNaN() ? "nan" : number > 0 ? "inf" : "-inf");
      } else {
        call.addPOJO(argument);
      }
    }
    if (step.interrupted()) {
      node.put("interrupt", true);
    }
    return node;
  }

  static Sequence.Step step(JsonNode node) {
    JsonNode call = node.path("call");
    List<Object> arguments = new ArrayList<>();
    for (int i = 1; i < call.size(); i++) {
      arguments.add(argument(call.get(i)));
    }
    return new Sequence.Step(
        new Call(call.path(0).asText(), arguments), node.path("interrupt").asBoolean());
  }

  private static Object argument(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    return switch (node.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> number(node);
    };
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new OracleException("Not an argument: " + node);
    }
    return node.asDouble();
  }

  static ObjectNode seen(Seen seen) {
    ObjectNode node = JSON.createObjectNode();
    if (seen instanceof Seen.Unobservable unobservable) {
      return node.put("unobservable", unobservable.reason());
    }
    if (seen instanceof Seen.Spins) {
      return node.put("spins", true);
    }
    Outcome outcome = ((Seen.Of) seen).outcome();
    if (outcome instanceof Outcome.Raised raised) {
      String[] text = text(raised);
      return node.put("raised", text[0]).put("message", text[1]);
    }
    if (outcome instanceof Outcome.Returned returned) {
      return node.putPOJO("returned", returned.value());
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
    if (node.path("unobservable").isTextual()) {
      return new Seen.Unobservable(node.get("unobservable").asText());
    }
    throw new OracleException("Not an outcome: " + node);
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
    if (node.isTextual()) {
      return node.asText();
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
