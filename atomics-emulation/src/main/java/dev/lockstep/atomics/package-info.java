/**
 * JavaScript's {@code SharedArrayBuffer} and {@code Atomics} for the JVM: bytes that threads share,
 * the eleven views of them, operations that are atomic, and waiting at an address.
 *
 * <p>What happens-before what:
 *
 * <ul>
 *   <li>what came before a write by {@code Atomics}, and what follows a read that sees it (ATM-08);
 *   <li>what came before {@code Atomics.notify}, and what follows a wait that it ends or that
 *       begins to wait after it (WAI-08);
 *   <li>what came before {@code SharedArrayBuffer.grow}, and what follows a read of the length that
 *       sees it (SAB-12).
 * </ul>
 */
@NullMarked
package dev.lockstep.atomics;

import org.jspecify.annotations.NullMarked;
