/** What a version of the models is used for, and what makes one. Pure. */

/** champion: makes the lists. challenger: the next one. previous: what champion was before. */
export const aliasNames = ["champion", "challenger", "previous"] as const;
export type AliasName = (typeof aliasNames)[number];

/** What began a run. drift: shoppers do something new. import: its parts were computed elsewhere. */
export const runCauses = ["nightly", "command", "demo", "drift", "import"] as const;
export type RunCause = (typeof runCauses)[number];
