/**
 * The faults that can be injected. A fault is chosen per payment in the window, for the next calls, or for
 * all calls. Faults before the effect leave the ledger unchanged. Faults after it change the ledger and spoil
 * only the answer.
 */
export type Fault =
  | { readonly kind: "ok" }
  | { readonly kind: "decline"; readonly code: string }
  | { readonly kind: "500-before-effect" }
  | { readonly kind: "500-after-effect" }
  | { readonly kind: "hang-then-effect"; readonly ms: number | null }
  | { readonly kind: "reset-before-effect" }
  | { readonly kind: "reset-after-effect" }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "garbage" }
  | { readonly kind: "wrong-amount" }
  | { readonly kind: "wrong-capture" }
  | { readonly kind: "429" }
  | { readonly kind: "webhook-before-response" }
  | { readonly kind: "webhook-duplicate"; readonly times: number }
  | { readonly kind: "webhook-out-of-order" }
  | { readonly kind: "deposit-reversed" };

/** Calls of a provider's API. Not every provider has all of them. */
export type Operation = "open" | "confirm" | "get" | "close" | "cancel" | "receipt" | "receiptCancel";

/** Added to the true amount, in minor units. */
export const WRONG_AMOUNT_OFFSET = 100;

export const NO_FAULT: Fault = { kind: "ok" };

const plainKinds = [
  "ok",
  "500-before-effect",
  "500-after-effect",
  "reset-before-effect",
  "reset-after-effect",
  "garbage",
  "wrong-amount",
  "wrong-capture",
  "429",
  "webhook-before-response",
  "webhook-out-of-order",
  "deposit-reversed",
] as const;

/** The notation of all modes, for messages. */
export const modeNotation = [
  ...plainKinds,
  "decline:<code>",
  "hang-then-effect[:<ms>]",
  "slow:<ms>",
  "webhook-duplicate:<n>",
];

/** Reads a mode such as `slow:300`. Returns null for an unknown one. */
export function parseFault(mode: string): Fault | null {
  const plain = plainKinds.find((kind) => kind === mode);
  if (plain !== undefined) return { kind: plain };
  const colon = mode.indexOf(":");
  const name = colon === -1 ? mode : mode.slice(0, colon);
  const argument = colon === -1 ? null : mode.slice(colon + 1);
  switch (name) {
    case "decline":
      return argument !== null && /^[A-Z][A-Z0-9_]{2,60}$/.test(argument)
        ? { kind: "decline", code: argument }
        : null;
    case "hang-then-effect": {
      if (argument === null) return { kind: "hang-then-effect", ms: null };
      const ms = wholeNumber(argument, 3_600_000);
      return ms === null ? null : { kind: "hang-then-effect", ms };
    }
    case "slow": {
      const ms = wholeNumber(argument, 3_600_000);
      return ms === null ? null : { kind: "slow", ms };
    }
    case "webhook-duplicate": {
      const times = wholeNumber(argument, 1000);
      return times === null ? null : { kind: "webhook-duplicate", times };
    }
    default:
      return null;
  }
}

function wholeNumber(text: string | null, maximum: number): number | null {
  if (text === null || !/^\d{1,7}$/.test(text)) return null;
  const value = Number(text);
  return value <= maximum ? value : null;
}

interface FaultRule {
  readonly operation: Operation;
  readonly mode: string;
  /** Number of calls left; null means all calls. */
  readonly times: number | null;
}

export interface Faults {
  /** Rules with `times` apply in the order in which they were set, before the rule for all calls. */
  set(rule: FaultRule, fault: Fault): void;
  clear(): void;
  list(): FaultRule[];
  /** Returns the fault of the current call and counts the call against its rule. */
  take(operation: Operation): Fault;
}

export function createFaults(): Faults {
  let counted: { rule: FaultRule; fault: Fault; left: number }[] = [];
  const always = new Map<Operation, { rule: FaultRule; fault: Fault }>();
  return {
    set(rule, fault) {
      if (rule.times === null) always.set(rule.operation, { rule, fault });
      else counted.push({ rule, fault, left: rule.times });
    },
    clear() {
      counted = [];
      always.clear();
    },
    list: () => [
      ...counted.map(({ rule, left }) => ({ ...rule, times: left })),
      ...[...always.values()].map(({ rule }) => rule),
    ],
    take(operation) {
      if (counted.length > 0) {
        const next = counted.find(({ rule }) => rule.operation === operation);
        if (next !== undefined) {
          next.left -= 1;
          if (next.left === 0) counted = counted.filter((entry) => entry !== next);
          return next.fault;
        }
      }
      return always.get(operation)?.fault ?? NO_FAULT;
    },
  };
}
