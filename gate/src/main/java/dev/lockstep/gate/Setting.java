package dev.lockstep.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was run, where and with what.
 *
 * @param version of Lockstep
 * @param tier how much
 * @param subject whose primitives
 * @param seed of the first round
 * @param filters what the run was kept to; empty if nothing was left out by choice
 * @param began when it began, in UTC
 * @param commit the sources; with a plus sign if they differ from it; null without Git
 * @param machine the machine
 * @param tools the versions of the tools
 * @param costs what the checkers might spend
 * @param twinCosts what the checkers might spend on a twin
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Setting(
    String version,
    String tier,
    String subject,
    long seed,
    List<String> filters,
    String began,
    @Nullable String commit,
    Machine machine,
    Map<String, String> tools,
    Map<String, String> costs,
    Map<String, String> twinCosts) {}
