/** The words by which an agent and the one who drives it talk while the agent is in a call. */
export const CONTROL = {
  /* words */
  STATE: 0,
  WAITS: 1,
  HOLD: 2,
  LENGTH: 3,

  /* values of STATE; HELD + BEFORE and HELD + AFTER too */
  RUNNING: 0,
  WAITING: 1,
  HELD: 10,

  /* values of HOLD */
  NOWHERE: 0,
  BEFORE: 1,
  AFTER: 2,
};
