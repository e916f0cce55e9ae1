/** The contracts: stateful random sequences and exhaustive tables, judged by the models. */
@NullMarked
package dev.lockstep.kit.contract;

import org.jspecify.annotations.NullMarked;
