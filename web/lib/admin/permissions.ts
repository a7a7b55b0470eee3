/** A permission, or several of which one is enough. */
export type Needed = string | readonly string[];

/** Whether one of the needed permissions is held. */
export const meets = (permissions: readonly string[], needed: Needed): boolean =>
  [needed].flat().some((each) => permissions.includes(each));
