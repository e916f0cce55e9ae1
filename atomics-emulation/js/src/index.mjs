/*
 * Python's threading and queue primitives in words of a SharedArrayBuffer, for agents that share
 * nothing else. The layout of the words is that of dev.lockstep.atomics.sync.
 */
export * from './errors.mjs';
export {SharedLock} from './shared-lock.mjs';
export {SharedRLock} from './shared-rlock.mjs';
export {SharedCondition} from './shared-condition.mjs';
export {SharedSemaphore, SharedBoundedSemaphore} from './shared-semaphore.mjs';
export {SharedEvent} from './shared-event.mjs';
export {SharedBarrier} from './shared-barrier.mjs';
export {SharedQueue} from './shared-queue.mjs';
