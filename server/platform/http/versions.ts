/** Edits that name the version they began with: its number is the ETag of what staff read. */
import { Type } from "typebox";

/** A proxy that compresses answers makes an ETag weak. */
const Version = Type.String({
  pattern: '^(W/)?"\\d{1,9}"$',
  description: "the ETag of what was edited",
});

export const VersionHeaders = Type.Object({ "if-match": Version }, { required: ["if-match"] });
export const OptionalVersionHeaders = Type.Object({ "if-match": Type.Optional(Version) });

export const etagOfVersion = (version: number): string => `"${version}"`;

/** Returns the version of a header that has the form of the schema. */
export const readVersion = (ifMatch: string): number => Number(/\d+/.exec(ifMatch)?.[0]);

/** The same of a header that may be missing: null, and the edit applies to any version. */
export const readOptionalVersion = (ifMatch: string | undefined): number | null =>
  ifMatch === undefined ? null : readVersion(ifMatch);
