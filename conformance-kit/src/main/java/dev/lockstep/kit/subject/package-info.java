/** The subject SPI: what a checker asks for instead of naming a class under test. */
@NullMarked
package dev.lockstep.kit.subject;

import org.jspecify.annotations.NullMarked;
