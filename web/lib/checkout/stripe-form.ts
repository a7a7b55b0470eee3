/** Stripe's own form in our page: Payment Element. Card data goes from its frame to Stripe, never to us. */
import type { Payment } from "../api/types.ts";
import { localeOf } from "../paths.ts";
import { type FailureReason, failureReason } from "./failure.ts";
import { loadStub } from "./provider-window.ts";

export type StripeForm = {
  /** Leaves for the payment's address when it is paid. Returns why it is not; null: the form says it. */
  pay(): Promise<FailureReason | null>;
  remove(): void;
};

/** Shows the form in `place`. @throws when Stripe's script cannot be loaded */
export async function showStripeForm(payment: Payment, place: HTMLElement): Promise<StripeForm> {
  const { clientKey, clientSecret, successUrl } = payment;
  if (clientKey === undefined || clientSecret === undefined) throw new Error("Stripe needs its keys");
  if (payment.stub) await loadStub("stripe");
  // Without "pure" the import alone would load the script.
  const { loadStripe } = await import("@stripe/stripe-js/pure");
  const stripe = await loadStripe(clientKey);
  if (!stripe) throw new Error("Stripe's script did not come");
  const elements = stripe.elements({ clientSecret, locale: localeOf(window.location.pathname) });
  const element = elements.create("payment");
  element.mount(place);
  return {
    async pay() {
      const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: successUrl } });
      if (error.type === "validation_error") return null;
      if (error.type !== "card_error") return failureReason(null);
      return error.decline_code === "insufficient_funds" ? "limit" : "refused";
    },
    remove: () => element.destroy(),
  };
}
