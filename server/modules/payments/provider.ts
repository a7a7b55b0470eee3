/**
 * The interface of a payment provider, and the four kinds of a `ProviderAnswer`. Words of a provider (states,
 * codes that decide, header names) stay in its own file.
 */
import type { Snapshot } from "./attempt.ts";
import type { AttemptRequest, PaymentSession, ProviderName, RefundAccount } from "./contract.ts";

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

/** The name of a payment: ours, and the one that the provider gave when it was opened there. */
export interface PaymentRef {
  readonly providerOrderId: string;
  /** Null: the provider gives none before the shopper agrees. */
  readonly openedKey: string | null;
}

export interface OpenRequest extends AttemptRequest {
  readonly attemptId: string;
  readonly providerOrderId: string;
}

/** `openedKey`: the provider's name for the payment, if it has one before the window opens. */
export type OpenResult =
  | { readonly kind: "opened"; readonly session: PaymentSession; readonly openedKey: string | null }
  | { readonly kind: "failed"; readonly code: string };

export interface ConfirmRequest extends PaymentRef {
  readonly attemptId: string;
  readonly paymentKey: string;
  /** Minor units. */
  readonly amount: number;
}

export interface RefundRequest extends PaymentRef {
  readonly refundId: string;
  readonly paymentKey: string;
  /** Minor units. */
  readonly amount: number;
  /** The tax-free part of the amount. */
  readonly taxFree: number;
  /** What can still be refunded, as far as we know. A provider that compares it refuses a repeat. */
  readonly balance: number;
  readonly reason: string;
  /** Where a deposit is paid back to. */
  readonly account: RefundAccount | null;
}

/** A payment that waits for its deposit. */
export interface DepositRef extends PaymentRef {
  readonly paymentKey: string | null;
  /** Minor units. */
  readonly amount: number;
}

/** A movement of money in a provider's list. `amount` has no sign, minor units. */
export interface ListedMovement {
  readonly providerOrderId: string;
  readonly kind: "capture" | "refund";
  readonly amount: number;
  /** ISO 8601. */
  readonly at: string;
}
export type MovementList =
  | { readonly kind: "listed"; readonly movements: readonly ListedMovement[] }
  | { readonly kind: "unclear"; readonly code: string };

/** A webhook as it came. Its signature covers `rawBody`, byte for byte. */
export interface IncomingWebhook {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: string;
  readonly body: unknown;
  readonly now: Date;
}

/**
 * `taken`: about a payment; `eventId` is the same for repeats. `unused`: of a kind that the shop does not
 * use. `forged`: its signature is missing, wrong or too old. Even a signed webhook is only a hint to ask.
 */
export type WebhookReading =
  | {
      readonly kind: "taken";
      readonly eventId: string;
      readonly about: PaymentName;
      /** Which the payment has too, if it is genuine. */
      readonly secret?: string;
    }
  | { readonly kind: "unused" }
  | { readonly kind: "forged" };
export type PaymentName = { readonly providerOrderId: string } | { readonly openedKey: string };

export interface ReceiptRequest {
  /** The idempotency key. */
  readonly requestId: string;
  /** Ours for the receipt; no two have the same. */
  readonly name: string;
  readonly orderName: string;
  /** Minor units. */
  readonly amount: number;
  /** Of `amount`. */
  readonly taxFree: number;
  readonly currency: string;
  readonly kind: "income" | "expense";
  /** Digits. */
  readonly number: string;
}
export interface ReceiptCancel extends Pick<ReceiptRequest, "requestId" | "amount"> {
  readonly receiptKey: string;
}
/** As with payments: `refused` is definite, and after `unclear` the same request is sent again. */
export type ReceiptAnswer =
  | { readonly kind: "done"; readonly receiptKey: string; readonly url: string | null }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unclear"; readonly code: string };

/** Cash receipts of a provider. */
export interface ReceiptIssuer {
  /** Otherwise a cancel takes the whole receipt back, whatever its amount says. */
  readonly cancelsInPart: boolean;
  issue(request: ReceiptRequest): Promise<ReceiptAnswer>;
  cancel(request: ReceiptCancel): Promise<ReceiptAnswer>;
}

export interface PaymentProvider {
  readonly name: ProviderName;
  /**
   * Money may move without our confirm, as soon as the shopper agrees in the window. So an open attempt is
   * checked from the beginning, and the provider is asked before an attempt is given up.
   */
  readonly capturesAlone: boolean;
  /**
   * How long the provider surely recognises a repeated refund by its idempotency key, milliseconds. After
   * that the payment's refunds are read and compared before the request is sent again.
   */
  readonly refundKeyMs: number;
  /** Returns the data with which the browser opens the window; makes the payment at the provider first. */
  open(request: OpenRequest): Promise<OpenResult>;
  /** Captures the money, or reads whether the provider has captured it. */
  confirm(request: ConfirmRequest): Promise<ProviderAnswer>;
  /** Reads a payment by a name that we know even when every response was lost. */
  find(payment: PaymentRef): Promise<ProviderAnswer>;
  /**
   * Ends a payment that has no money, so that none can move any more; stock is released only after that.
   * Absent: the provider has no such request, and late money is an orphan.
   */
  readonly close?: (payment: PaymentRef) => Promise<ProviderAnswer>;
  /** Ends a payment that waits for its deposit. Absent: it is read, and ends by itself. */
  readonly endDeposit?: (payment: DepositRef) => Promise<ProviderAnswer>;
  /** Absent: it issues no cash receipts. */
  readonly receipts?: ReceiptIssuer;
  /**
   * Its script opens the window in the shop's own page, which may talk to these hosts. Absent: another page
   * is the window.
   */
  readonly windowHosts?: readonly string[];
  /** Its window also takes money from a bank account at once. */
  readonly takesTransfers?: true;
  /** There is no provider to ask: staff say that money came, and that it was paid back. */
  readonly isByHand?: true;
  /**
   * Lists the movements with `from` ≤ time < `to`. A deposit that its bank took back is a refund here, and
   * the next one a capture. Absent: the provider has no list.
   */
  readonly listMovements?: (from: Date, to: Date) => Promise<MovementList>;
  cancel(request: RefundRequest): Promise<ProviderAnswer>;
  readWebhook(webhook: IncomingWebhook): WebhookReading;
}
