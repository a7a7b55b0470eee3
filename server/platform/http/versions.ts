/** Edits that name the version they began with: its number is the ETag of what staff read. */
import { Type } from "typebox";
import { versionOf } from "./conditional-reads.ts";

/** Any ETag: one that is not of this shop is stale. A proxy that compresses answers makes an ETag weak. */
const TAG = '(W/)?"[ -!#-~]{0,200}"';
const TAG_IS = "the ETag of what was edited";

/** Without `*`: an edit that overwrites whatever is there has to be meant by its route. */
export const VersionHeaders = Type.Object(
  { "if-match": Type.String({ pattern: `^${TAG}$`, description: TAG_IS }) },
  { required: ["if-match"] },
);
export const OptionalVersionHeaders = Type.Object({
  "if-match": Type.Optional(Type.String({ pattern: `^(${TAG}|\\*)$`, description: TAG_IS })),
});

export const etagOfVersion = (version: number): string => `"${version}"`;

/** Before the first version: what has it is stale. */
const UNKNOWN_VERSION = -1;

/** Returns the version of a header that has the form of the schema. */
export const readVersion = (ifMatch: string): number =>
  Number(/^"(\d{1,9})"$/.exec(versionOf(ifMatch))?.[1] ?? UNKNOWN_VERSION);

/** The same of a header that may be missing, or name any version: null, and the edit applies to any. */
export const readOptionalVersion = (ifMatch: string | undefined): number | null =>
  ifMatch === undefined || ifMatch === "*" ? null : readVersion(ifMatch);
