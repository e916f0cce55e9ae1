/**
 * WebAssembly's shared linear memory, with the instructions of its threads proposal. What goes
 * wrong is a {@link dev.lockstep.atomics.wasm.Trap}, not a JavaScript error.
 */
@NullMarked
package dev.lockstep.atomics.wasm;

import org.jspecify.annotations.NullMarked;
