package dev.lockstep.gate;

import dev.lockstep.kit.rules.Coverage;
import dev.lockstep.kit.rules.InconsistencyException;
import dev.lockstep.kit.rules.NumberedRule;
import dev.lockstep.kit.rules.RuleBook;
import dev.lockstep.kit.run.Inventory;
import dev.lockstep.kit.run.Inventory.Entry;
import dev.lockstep.kit.twins.Twin;
import dev.lockstep.kit.twins.TwinCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads from the kit what there is. */
final class Catalogues {
  private Catalogues() {}

  /** Reads everything; what can't be read is an inconsistency, and is left out. */
  static Catalogue load() {
    List<String> inconsistencies = new ArrayList<>();
    RuleBook rules;
    try {
      rules = RuleBook.load();
    } catch (InconsistencyException e) {
      return new Catalogue(List.of(), List.of(), List.of(), e.findings());
    }
    List<Entry> checks = orNothing(Inventory::scan, inconsistencies);
    List<Twin> twins = orNothing(() -> TwinCatalog.load(rules), inconsistencies);
    List<NumberedRule> all = rules.rules();
    if (inconsistencies.isEmpty()) {
      inconsistencies.addAll(Coverage.findings(rules, checks, twins));
    }
    return new Catalogue(all, checks, twins, inconsistencies);
  }

  private static <T> List<T> orNothing(Supplier<List<T>> load, List<String> inconsistencies) {
    try {
      return load.get();
    } catch (InconsistencyException e) {
      inconsistencies.addAll(e.findings());
      return List.of();
    }
  }
}
