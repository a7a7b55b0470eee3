/** What the shop needs of a payment provider, and how its answers are understood. */
import type { Snapshot } from "./attempt.ts";
import type { AttemptRequest, PaymentSession } from "./contract.ts";

/**
 * The answer to a request that may move money.
 * `refused` is definite: no money moved and none will. `unclear`: it may have moved; only asking again tells.
 * `absent`: the provider knows no such payment, or one that is not ours.
 */
export type ProviderAnswer =
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "absent"; readonly code: string; readonly message: string }
  | { readonly kind: "unclear"; readonly code: string; readonly message: string };

/** Header fields of a request, by name in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface ConfirmRequest {
  readonly attemptId: string;
  readonly paymentKey: string;
  readonly providerOrderId: string;
  /** Minor units. */
  readonly amount: number;
}

export interface PaymentProvider {
  readonly name: "sandbox" | "toss";
  /** What the browser needs to open the window. No network. */
  session(input: AttemptRequest, providerOrderId: string): PaymentSession;
  confirm(request: ConfirmRequest): Promise<ProviderAnswer>;
  /** How the provider sees a payment; by our name for it, which is known even when every answer was lost. */
  findByOrder(providerOrderId: string): Promise<ProviderAnswer>;
  cancel(request: {
    refundId: string;
    paymentKey: string;
    amount: number;
    reason: string;
  }): Promise<ProviderAnswer>;
  /**
   * Which of our payments a webhook is about, and the id under which its repetitions are one event. Null: a kind that is
   * of no use. Headers and body are a hint and prove nothing.
   */
  readWebhook(
    headers: Headers,
    body: unknown,
  ): { readonly eventId: string; readonly providerOrderId: string } | null;
}
