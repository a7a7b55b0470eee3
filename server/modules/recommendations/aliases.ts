/** What a version of the models is used for. Pure. */

/** champion: makes the lists. challenger: the next one. previous: what champion was before. */
export const aliasNames = ["champion", "challenger", "previous"] as const;
export type AliasName = (typeof aliasNames)[number];
