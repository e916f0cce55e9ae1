/**
 * Python's threading and queue primitives in 32-bit words of a {@link
 * dev.lockstep.atomics.SharedArrayBuffer}, built on {@link dev.lockstep.atomics.Atomics} only: what
 * a transpiler emits for agents that share nothing but such memory, as a browser's workers. Each
 * class says what its words mean; {@code atomics-emulation/js} has the same algorithms, over the
 * same words, in JavaScript.
 *
 * <p>An object is a view of the words, and has none of the state: any number of objects over the
 * same words are one primitive. Words that are zero are a lock that is free, a condition nobody
 * waits for, and an event that is clear; for the others there is a method {@code create}, which one
 * agent calls before any other uses the words.
 *
 * <p>The rules are those of the primitives' namesakes in {@code dev.lockstep.threading} and {@code
 * dev.lockstep.queue}; each class names those that it does not keep. In short: who is woken
 * competes with those who come, without a bound; an RLock's owner is a number; a queue has a
 * capacity, and its items are records of words.
 *
 * <p>An agent that may not block ({@link dev.lockstep.atomics.Agent#canBlock}) gets a {@link
 * dev.lockstep.atomics.TypeError} from a call that has to, and can make all others.
 */
@NullMarked
package dev.lockstep.atomics.sync;

import org.jspecify.annotations.NullMarked;
