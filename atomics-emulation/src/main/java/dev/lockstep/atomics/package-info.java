/**
 * JavaScript's {@code SharedArrayBuffer} and {@code Atomics} for the JVM. Nothing is offered yet:
 * {@code compat-matrix.md} lists what is planned.
 */
@NullMarked
package dev.lockstep.atomics;

import org.jspecify.annotations.NullMarked;
