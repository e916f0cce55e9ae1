@NullMarked
package dev.lockstep.kit.model;

import org.jspecify.annotations.NullMarked;
