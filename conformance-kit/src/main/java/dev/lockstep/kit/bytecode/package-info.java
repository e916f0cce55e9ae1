/**
 * What can be seen in the class files and not on every machine: the mode of each access that orders
 * memory, and code that no library of Lockstep may contain.
 */
@NullMarked
package dev.lockstep.kit.bytecode;

import org.jspecify.annotations.NullMarked;
