/**
 * Errors that are part of an answer. A rule or a use case throws a `DomainError` with a stable code. The
 * status and the texts of that code, Korean and English, stand in `server/problems.ts` alone.
 */

/** One thing that is wrong with an input. Its words are added where it is sent (`http/input-texts.ts`). */
export interface InputProblem {
  /** Where: an RFC 6901 pointer. */
  readonly pointer: string;
  /** Stable. */
  readonly code: string;
  /** Values that the text names: `{ limit: 100 }`. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** The name of a special text, where the text of the code says too little. */
  readonly text?: string;
}

export const inputProblem = (
  pointer: string,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): InputProblem => ({ pointer, code, values });

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

/** The refusal of an input, with all that is wrong with it at once. */
export const inputError = (errors: readonly InputProblem[], cause?: unknown): DomainError =>
  new DomainError("INVALID_INPUT", { errors }, cause === undefined ? undefined : { cause });

/** No answer came from the module in time. The work may have been done or not. */
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
