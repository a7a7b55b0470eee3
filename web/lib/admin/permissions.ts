/** A permission, or several of which one is enough. */
export type PermissionNeed = string | readonly string[];

/** Whether one of the needed permissions is held. */
export const meets = (permissions: readonly string[], needed: PermissionNeed): boolean =>
  [needed].flat().some((each) => permissions.includes(each));
