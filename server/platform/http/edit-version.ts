/**
 * The version of what staff edit. Its ETag carries the content, so that a stale edit can be told what
 * changed, although no earlier version is stored. Pure.
 */
import { isDeepStrictEqual } from "node:util";
import { Type } from "typebox";
import { DomainError } from "../errors.ts";
import { versionOf } from "./conditional-reads.ts";

type Fields = Readonly<Record<string, unknown>>;

/** `content` has the fields that an edit can change, and no figure that changes by itself. */
export const writeEtag = (content: Fields): string =>
  `"${Buffer.from(JSON.stringify(content)).toString("base64url")}"`;

/** A proxy that compresses answers makes an ETag weak. The length is that of 100 levels and a digest. */
export const ETAG_PATTERN = '^(W/)?"[ -!#-~]{0,12020}"$';

/** Of edits that other clients may send without a version: the last one counts then. */
export const OptionalEtagHeaders = Type.Object({
  "if-match": Type.Optional(
    Type.String({ pattern: ETAG_PATTERN, description: "the ETag of what was edited" }),
  ),
});

/** Throws STALE_EDIT, with what changed, unless `ifMatch` is the ETag of `current`. */
export function refuseStale(ifMatch: string, current: Fields): void {
  const [etag, base] = [writeEtag(current), versionOf(ifMatch)];
  if (base === etag) return;
  throw new DomainError("STALE_EDIT", { etag, differences: differencesBetween(readEtag(base), current) });
}

/** A client can forge an ETag, but it only gets other words about what changed. */
function readEtag(base: string): Fields {
  const text = Buffer.from(/"(.*)"/.exec(base)?.[1] ?? "", "base64url").toString();
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null ? (content as Fields) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export interface ContentDifference {
  /** RFC 6901. */
  readonly pointer: string;
  /** Null also where there is no such field. */
  readonly was: unknown;
  readonly now: unknown;
}

export const differencesBetween = (was: Fields, now: Fields): ContentDifference[] =>
  [...new Set([...Object.keys(was), ...Object.keys(now)])].flatMap((name) => {
    const [old, current] = [fieldOf(was, name), fieldOf(now, name)];
    return isDeepStrictEqual(old, current) ? [] : [{ pointer: `/${name}`, was: old, now: current }];
  });

const fieldOf = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : null;
