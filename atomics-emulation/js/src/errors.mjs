/** Python's errors, with Python's names; the texts are given where they are thrown. */

export class PyException extends Error {
  constructor(message = '') {
    super(message);
    this.name = new.target.name;
  }
}

export class RuntimeError extends PyException {}

export class ValueError extends PyException {}

export class OverflowError extends PyException {}

/** threading.BrokenBarrierError */
export class BrokenBarrierError extends RuntimeError {}

/** queue.Empty */
export class Empty extends PyException {}

/** queue.Full */
export class Full extends PyException {}

/** queue.ShutDown */
export class ShutDown extends PyException {}
