import {FOREVER} from './timeouts.mjs';

const NANOS_PER_MILLISECOND = 1e6;

/** When a call has to stop waiting, however often it is woken until then. */
export class TimeLimit {
  /** Begins to run now; nanos may be FOREVER. */
  constructor(nanos) {
    this.nanos = nanos;
    this.start = nanos > 0 ? TimeLimit.now() : 0;
  }

  static now() {
    return performance.now() * NANOS_PER_MILLISECOND;
  }

  /** Returns what is left as Atomics.wait takes it: if there was any time, never nothing. */
  remainingMilliseconds() {
    if (this.nanos === FOREVER) {
      return Infinity;
    }
    return (this.nanos === 0 ? 0 : Math.max(1, this.remainingNanos())) / NANOS_PER_MILLISECOND;
  }

  /** Returns what is left of a limit that is not FOREVER; zero or less once it is over. */
  remainingNanos() {
    return this.nanos > 0 ? this.nanos - (TimeLimit.now() - this.start) : 0;
  }
}
