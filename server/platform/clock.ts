/** Time is passed in, so that deadlines can be tested without waiting for them. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Returns the moment `ms` milliseconds after the clock's now. */
export function after(clock: Clock, ms: number): Date {
  return new Date(clock.now().getTime() + ms);
}
