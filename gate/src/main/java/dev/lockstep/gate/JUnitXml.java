package dev.lockstep.gate;

import dev.lockstep.kit.run.CheckResult;
import dev.lockstep.kit.run.CheckResult.Status;
import dev.lockstep.kit.subject.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes what was found as JUnit XML, for CI systems. */
final class JUnitXml {
  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes the file anew. */
  static void write(Findings findings, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new JUnitXml(xml).document(findings);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("Can't write " + file, e);
    }
    Output.write(file, bytes::writeTo);
  }

  private void document(Findings findings) throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("testsuites");
    attribute("name", "lockstep");
    attribute("time", seconds(findings.seconds()));
    for (CheckerOutcome outcome : findings.checkers()) {
      suite(outcome);
    }
    if (!findings.twins().isEmpty()) {
      twins(findings.twins());
    }
    if (!findings.other().isEmpty()) {
      plain("lockstep.gate", findings.other());
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(CheckerOutcome outcome) throws XMLStreamException {
    // What the gate holds against a check beside its own result: missing, crashed, unfounded …
    List<Failure> beside =
        outcome.failures().stream()
            .filter(failure -> outcome.results().stream().noneMatch(r -> isOf(failure, r)))
            .toList();
    String name =
        (outcome.subject().equals(Subjects.SHARED_MEMORY) ? outcome.subject() + "." : "")
            + outcome.primitive()
            + "."
            + outcome.checker()
            + (outcome.round() > 1 ? ".round" + outcome.round() : "");
    long failed = outcome.results().stream().filter(r -> failureOf(outcome, r) != null).count();
    long skipped =
        outcome.results().stream()
            .filter(r -> failureOf(outcome, r) == null && r.status() != Status.PASSED)
            .count();
    startSuite(
        name,
        outcome.results().size() + beside.size(),
        failed + beside.size(),
        skipped,
        outcome.seconds());
    for (CheckResult result : outcome.results()) {
      startCase(name, result.check(), result.seconds());
      Failure failure = failureOf(outcome, result);
      if (failure != null) {
        failure(failure);
      } else if (result.status() != Status.PASSED) {
        xml.writeEmptyElement("skipped");
        attribute("message", Objects.toString(result.message(), result.status().name()));
      }
      xml.writeEndElement();
    }
    cases(name, beside);
    xml.writeEndElement();
  }

  private static @Nullable Failure failureOf(CheckerOutcome outcome, CheckResult result) {
    return outcome.failures().stream()
        .filter(failure -> isOf(failure, result))
        .findFirst()
        .orElse(null);
  }

  private static boolean isOf(Failure failure, CheckResult result) {
    return failure.what().equals(result.check());
  }

  private void twins(List<TwinOutcome> twins) throws XMLStreamException {
    long failed = twins.stream().filter(twin -> !twin.isDead()).count();
    double seconds = twins.stream().mapToDouble(TwinOutcome::seconds).sum();
    startSuite("lockstep.twins", twins.size(), failed, 0, seconds);
    for (TwinOutcome twin : twins) {
      startCase("lockstep.twins", twin.name(), twin.seconds());
      if (!twin.isDead()) {
        Failure first = twin.failures().get(0);
        failure(
            new Failure(
                first.kind(),
                first.what(),
                first.rules(),
                twin.failures().stream()
                    .map(each -> each.kind().text() + ": " + each.message())
                    .collect(Collectors.joining("\n")),
                first.replay()));
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void plain(String name, List<Failure> failures) throws XMLStreamException {
    startSuite(name, failures.size(), failures.size(), 0, 0);
    cases(name, failures);
    xml.writeEndElement();
  }

  private void cases(String name, List<Failure> failures) throws XMLStreamException {
    for (Failure failure : failures) {
      startCase(name, failure.what(), 0);
      failure(failure);
      xml.writeEndElement();
    }
  }

  private void startSuite(String name, int tests, long failed, long skipped, double seconds)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", name);
    attribute("tests", Integer.toString(tests));
    attribute("failures", Long.toString(failed));
    attribute("errors", "0");
    attribute("skipped", Long.toString(skipped));
    attribute("time", seconds(seconds));
  }

  private void startCase(String suite, String name, double seconds) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", suite);
    attribute("name", name);
    attribute("time", seconds(seconds));
  }

  private void failure(Failure failure) throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute("type", failure.kind().name());
    attribute("message", failure.kind().text() + " " + String.join(", ", failure.rules()));
    String replay = failure.replay() == null ? "" : "\nreplay: " + failure.replay();
    xml.writeCharacters(legal(failure.message() + replay));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** XML has no way to write most control characters. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
