/** Edits by staff that may name the version they began with. */
import type { FastifyRequest } from "fastify";
import { type Difference, joinDifferences } from "../differences.ts";
import { DomainError } from "../errors.ts";
import { etagOfVersion, readOptionalVersion } from "../http/versions.ts";
import { type ActingStaff, callerOf } from "./audit-log.ts";

export interface VersionedEdit {
  /** Of what is edited. */
  readonly id: string;
  /** The version that the edit began with. Null: any. */
  readonly version: number | null;
  readonly by: ActingStaff;
}

interface EditRequest {
  readonly params: { readonly id: string };
  readonly headers: { readonly "if-match"?: string | undefined };
}

export const editOf = (request: FastifyRequest & EditRequest): VersionedEdit => ({
  id: request.params.id,
  version: readOptionalVersion(request.headers["if-match"]),
  by: callerOf(request),
});

/** Returns STALE_EDIT with what the later edits, the oldest first, changed in all. */
export const staleEdit = (
  version: number,
  later: readonly { readonly differences: readonly Difference[] }[],
): DomainError =>
  new DomainError("STALE_EDIT", {
    etag: etagOfVersion(version),
    differences: joinDifferences(later.map(({ differences }) => differences)),
  });
