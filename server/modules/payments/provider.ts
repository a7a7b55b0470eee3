/** The interface of a payment provider, and the four kinds of a `ProviderAnswer`. */
import type { Snapshot } from "./attempt.ts";
import type { AttemptRequest, PaymentSession } from "./contract.ts";

/**
 * The answer to a request that may move money. `snapshot`: the payment as the provider sees it.
 * `refused` is definite: no money moved and none will. `unclear`: money may have moved, so the provider must
 * be asked again. `absent`: the provider has no such payment, or it is not ours.
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
  /** Returns the data with which the browser opens the window. No network. */
  session(input: AttemptRequest, providerOrderId: string): PaymentSession;
  confirm(request: ConfirmRequest): Promise<ProviderAnswer>;
  /** Reads a payment by our name for it, which we know even when every response was lost. */
  findByOrder(providerOrderId: string): Promise<ProviderAnswer>;
  cancel(request: {
    refundId: string;
    paymentKey: string;
    amount: number;
    reason: string;
  }): Promise<ProviderAnswer>;
  /**
   * Returns our name for the payment of a webhook, and an id that is the same for its repeats. Null: a kind
   * of webhook that is not used. Headers and body are a hint and prove nothing.
   */
  readWebhook(
    headers: Headers,
    body: unknown,
  ): { readonly eventId: string; readonly providerOrderId: string } | null;
}
