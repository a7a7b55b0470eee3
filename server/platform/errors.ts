/**
 * Errors that are part of an answer. A rule or a use case throws a `DomainError` with a stable code; what the outside
 * sees for that code (status, Korean and English text) stands in `server/problems.ts` alone.
 */

/** One thing that is wrong with an input: where (RFC 6901 pointer), a stable code, and words for a person. */
export interface InputProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A name as part of a pointer. */
export const escapePointer = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal that the caller can act on. `details` is public: it is sent to the client as it is. */
export class DomainError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }
}

/** The module that should answer could not be reached in time. It does not mean that the work was not done. */
export class PeerUnavailable extends DomainError {
  constructor(module: string, call: string, options?: ErrorOptions) {
    super("PEER_UNAVAILABLE", {}, options);
    this.name = "PeerUnavailable";
    this.message = `${module}.${call} did not answer`;
  }
}

export function isDomainError(error: unknown, code?: string): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
