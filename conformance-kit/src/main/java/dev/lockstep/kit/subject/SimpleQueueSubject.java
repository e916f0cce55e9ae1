package dev.lockstep.kit.subject;

/** One simple queue of a subject; the contract is that of {@code docs/rules/simplequeue.md}. */
public interface SimpleQueueSubject extends PutGetSubject {}
