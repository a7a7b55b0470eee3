import { Type } from "typebox";

/**
 * How values travel between modules: as JSON text. No value (`Type.Void()`) is the empty text, so that a verb
 * may return nothing.
 */

export const encode = (value: unknown): string => JSON.stringify(value) ?? "";
/** Throws SyntaxError when the text is not JSON. */
export const decode = (text: string): unknown => (text === "" ? undefined : JSON.parse(text));

/** HTTP statuses between our own processes. Any other status is a defect of the peer. */
export const status = {
  ok: 200,
  invalid: 400,
  unauthenticated: 401,
  unknown: 404,
  refused: 409,
  unavailable: 503,
};

/** Milliseconds that the caller will wait from now on. Relative, because clocks of two machines differ. */
export const DEADLINE_HEADER = "x-deadline-ms";

export const callPath = (module: string, call: string): string => `/internal/${module}/${call}`;
export const eventPath = (module: string, type: string): string => `/internal/${module}/events/${type}`;

/** Body of `refused`: a DomainError. */
export const Refusal = Type.Object({
  code: Type.String(),
  details: Type.Record(Type.String(), Type.Unknown()),
});

/** Body of `invalid` and `unknown`: a defect of the caller, for the caller's log. */
export const InvalidInput = Type.Object({
  problems: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
});

/**
 * Returns which part of a value JSON would lose or change; undefined when it arrives unchanged. Schemas do
 * not find it: a class instance has the right fields, and an absent member may be `undefined`.
 */
export function lostOnTheWire(value: unknown, pointer = ""): string | undefined {
  const at = pointer || "the value";
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${at} is ${value}`;
  if (value === undefined) return `${at} is undefined: leave the member out`;
  if (typeof value !== "object") return `${at} is a ${typeof value}`;
  if (!Array.isArray(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return `${at} is a ${value.constructor.name}`;
  }
  for (const [key, member] of Object.entries(value)) {
    const lost = lostOnTheWire(member, `${pointer}/${key}`);
    if (lost !== undefined) return lost;
  }
  return undefined;
}
