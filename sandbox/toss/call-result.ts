/**
 * The stored answer of a call. A successful one is stored as the payment that it showed: payments are
 * immutable and their view is deterministic, so the replay is equal byte for byte and costs no copy.
 */
import type { Language } from "../language.ts";
import type { Payment } from "./payments.ts";

export type CallResult =
  | { readonly kind: "payment"; readonly payment: Payment }
  | {
      readonly kind: "error";
      readonly code: string;
      readonly detail: string | null;
      readonly language: Language;
    };
