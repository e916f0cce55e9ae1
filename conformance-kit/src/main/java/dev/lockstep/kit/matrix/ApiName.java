package dev.lockstep.kit.matrix;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A public name of Python or JavaScript, and what has become of it. Names are as in api-names.csv,
 * which holds one on each line.
 *
 * @param module Python's module; {@code ECMAScript} or {@code WebAssembly}; {@code Java} for what
 *     only Java needs
 * @param name such as {@code Lock.acquire}
 * @param status {@code offered}, {@code planned} or {@code declined}
 * @param java the names in Java, separated by {@code "; "}; empty if declined
 * @param reason why it is declined, or a remark; in Markdown
 */
@JsonPropertyOrder({"module", "name", "status", "java", "reason"})
public record ApiName(String module, String name, String status, String java, String reason) {
  /** It is there, and has its rules. */
  public static final String OFFERED = "offered";

  /** It will be there, under this name. */
  public static final String PLANNED = "planned";

  /** It will not be there, for this reason. */
  public static final String DECLINED = "declined";
}
