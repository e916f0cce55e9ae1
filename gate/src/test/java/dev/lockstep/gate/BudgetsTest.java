package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Primitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The budget file says everything that the gate asks it, and nothing else. */
final class BudgetsTest {
  @Test
  void theShippedFileAnswersEveryQuestion() {
    Budgets budgets = Budgets.load();
    for (Tier tier : Tier.values()) {
      assertTrue(budgets.costs(tier).containsKey("lockstep.cost.contract.tries"), tier.id());
      for (Primitive primitive : Primitive.values()) {
        for (Checker checker : Checker.values()) {
          assertTrue(budgets.seconds(tier, primitive, checker) > 0);
        }
      }
      assertTrue(budgets.sharedMemoryCosts(tier).containsKey("lockstep.cost.repetitions"));
    }
    assertTrue(budgets.sharedMemory(Tier.CI).containsKey(Checker.CONTRACT));
    assertEquals(300, budgets.total(Tier.QUICK));
    assertEquals(1200, budgets.total(Tier.CI));
    assertEquals(null, budgets.total(Tier.NIGHTLY));
  }

  @Test
  void aPrimitivesOwnTimesGoBeforeTheDefault() {
    Budgets budgets =
        Budgets.parse(
            shipped()
                .replaceAll(
                    "(?m)^  ci:\\n    default:", "  ci:\n    event: {contract: 7}\n    default:"));
    assertEquals(7, budgets.seconds(Tier.CI, Primitive.EVENT, Checker.CONTRACT));
    assertEquals(
        budgets.seconds(Tier.CI, Primitive.LOCK, Checker.ORACLE),
        budgets.seconds(Tier.CI, Primitive.EVENT, Checker.ORACLE));
    assertEquals(
        Budgets.load().seconds(Tier.CI, Primitive.LOCK, Checker.CONTRACT),
        budgets.seconds(Tier.CI, Primitive.LOCK, Checker.CONTRACT));
  }

  @Test
  void theWatchdogIsPatientInProportionAndNeverLessThanTheLeast() {
    Budgets budgets =
        Budgets.parse(
            shipped()
                .replaceAll("multiple: \\d+", "multiple: 4")
                .replaceAll("least: \\d+", "least: 60"));
    assertEquals(Duration.ofSeconds(60), budgets.watchdog(5));
    assertEquals(Duration.ofSeconds(400), budgets.watchdog(100));
  }

  @ParameterizedTest
  @CsvSource({
    "total:, totals:",
    "'  quick: 300', '  fast: 300'",
    "'contract.tries: ', 'contract.tries: 0 #'",
    "'contract.tries: ', 'contract.tries: many #'",
    "'default: {contract: 15,', 'default: {contracts: 15,'",
    "'default: {contract: 15,', 'default: {contract: -1,'",
    "'default: {contract: 15, oracle: 20,', 'default: {contract: 15,'",
    "'    default: {contract: 15,', '    lock: {contract: 15,'",
    "'    default: {contract: 25,', '    locks: {contract: 1}\n    default: {contract: 25,'",
    "'    default: {contract: 25,', '    lock: {contracts: 1}\n    default: {contract: 25,'",
    "'    default: {contract: 25,', '    lock: {contract: 0}\n    default: {contract: 25,'",
    "shared-memory:, shared-memories:",
    "'  ci: {contract: 10,', '  ci: {contracts: 10,'",
    "'  ci: {contract: 10,', '  ci: {contract: 0,'",
    "'  ci: {contract: 10,', '  cd: {contract: 10,'",
    "'  interleavings:', '  interweavings:'",
    "'  most:', '  moist:'"
  })
  void anythingMissingOrUnknownIsRefused(String shipped, String instead) {
    String text = shipped();
    assertTrue(text.contains(shipped), () -> "budgets.yaml no longer has " + shipped);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Budgets.parse(text.replace(shipped, instead)));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("budgets.yaml: "));
  }

  private static String shipped() {
    try (InputStream in =
        Objects.requireNonNull(Budgets.class.getResourceAsStream("budgets.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
