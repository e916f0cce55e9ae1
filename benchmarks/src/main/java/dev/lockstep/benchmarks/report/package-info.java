/**
 * Turns what was measured into what people read: a page with charts, a page that lays two runs side
 * by side, and tables in Markdown.
 */
@NullMarked
package dev.lockstep.benchmarks.report;

import org.jspecify.annotations.NullMarked;
