import {OverflowError, ValueError} from './errors.mjs';

/* What Python makes of a timeout in seconds: the checks, and the number of nanoseconds. */

/** Stands for no timeout. */
export const FOREVER = -1;

/** Stands for a timeout that does not fit 2**63 - 1 ns: an error, once it has to be waited. */
export const TOO_LONG = -2;

/** The text that Python gives to a timeout below zero. */
export const NEGATIVE = 'timeout value must be a non-negative number';

const NANOS_PER_SECOND = 1e9;

/* Python's "for ever" is what rounds to it: -0.9999999999 s is, too. */
const MINUS_ONE_SECOND = -1e9;

/** Refuses NaN, which no primitive can wait for. */
export function refuseNaN(seconds) {
  if (Number.isNaN(seconds)) {
    throw new ValueError('Invalid value NaN (not a number)');
  }
}

/** Returns the error for a timeout that does not fit. */
export function tooLarge() {
  return new OverflowError('timestamp out of range for platform time_t');
}

/** Converts seconds, also negative ones, into nanoseconds, rounded away from zero. */
export function toNanos(seconds) {
  refuseNaN(seconds);
  let nanos = seconds * NANOS_PER_SECOND;
  nanos = nanos < 0 ? Math.floor(nanos) : Math.ceil(nanos);
  if (!(nanos >= -(2 ** 63) && nanos < 2 ** 63)) {
    throw tooLarge();
  }
  return nanos;
}

/** Checks the arguments of acquire as Lock and RLock do, before they look at their state. */
export function ofAcquire(blocking, seconds) {
  const nanos = toNanos(seconds);
  if (nanos === MINUS_ONE_SECOND) {
    return FOREVER;
  }
  if (!blocking) {
    throw new ValueError("can't specify a timeout for a non-blocking call");
  }
  if (nanos < 0) {
    throw new ValueError(NEGATIVE);
  }
  return nanos;
}

/** Converts the timeout of a call that may turn out not to have to wait; 0 if not positive. */
export function toNanosOrTooLong(seconds) {
  refuseNaN(seconds);
  if (seconds <= 0) {
    return 0;
  }
  const nanos = Math.ceil(seconds * NANOS_PER_SECOND);
  return nanos < 2 ** 63 ? nanos : TOO_LONG;
}
