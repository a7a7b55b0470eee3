import { type CheckoutValues, checkoutFields } from "./form.ts";

/**
 * The values typed at the checkout, kept for this tab and for the visitor who typed them, so that a refused
 * payment, a step back or a reload does not empty the form.
 */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A member's id, or "guest". */
export type DraftOwner = string;
type Draft = { owner: DraftOwner; values: Partial<CheckoutValues> };

const NAME = "jangteo.checkout";

export const rememberValues = (store: Store, owner: DraftOwner, values: CheckoutValues): void =>
  store.setItem(NAME, JSON.stringify({ owner, values } satisfies Draft));

/** The owner's values. Values of another visitor are removed. */
export function rememberedValues(store: Store, owner: DraftOwner): Partial<CheckoutValues> {
  const stored = store.getItem(NAME);
  const draft = stored ? (JSON.parse(stored) as Partial<Draft>) : null;
  if (draft?.owner === owner && draft.values) return draft.values;
  store.removeItem(NAME);
  return {};
}

/** Restores the typed values over those of the account, but not over what the shopper has typed since. */
export function recallValues(form: HTMLFormElement, store: Store, owner: DraftOwner): void {
  const values = rememberedValues(store, owner);
  for (const field of checkoutFields) {
    const control = form.elements.namedItem(field);
    const value = values[field];
    if (
      value &&
      (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) &&
      isUntouched(control)
    )
      control.value = value;
  }
}

/**
 * Browsers restore a form after a step back or a reload, for any visitor. Its values are dropped for those
 * that this tab keeps with their owner.
 */
export function dropRestoredValues(form: HTMLFormElement): void {
  const [navigation] = performance.getEntriesByType("navigation");
  const type = navigation && "type" in navigation ? navigation.type : "navigate";
  if (type === "back_forward" || type === "reload") form.reset();
}

const isUntouched = (control: HTMLInputElement | HTMLSelectElement): boolean =>
  control instanceof HTMLInputElement
    ? control.value === control.defaultValue
    : control.value === "" || control.selectedOptions[0]?.defaultSelected === true;

/** After the purchase. */
export const forgetValues = (store: Store): void => store.removeItem(NAME);
