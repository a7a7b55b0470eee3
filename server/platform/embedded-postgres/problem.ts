export type PostgresProblemCode =
  | "ALREADY_RUNNING"
  | "DAMAGED"
  | "KOREAN_SEARCH"
  | "NOT_PERMITTED"
  | "NO_BINARIES"
  | "OTHER_VERSION"
  | "PORT_TAKEN"
  | "START_FAILED";

/** A reason why the database cannot run. The message is for the person at the terminal. */
export class PostgresProblem extends Error {
  readonly code: PostgresProblemCode;

  constructor(code: PostgresProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PostgresProblem";
    this.code = code;
  }
}

/** The `code` of a system error (`ENOENT`, `EACCES`, …), if it is one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
