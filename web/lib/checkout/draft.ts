import { type CheckoutValues, checkoutFields } from "./form.ts";

const NAME = "jangteo.checkout";

/** Keeps the typed values for this tab, so that a refused payment or a reload does not empty the form. */
export const rememberValues = (values: CheckoutValues, store: Storage): void =>
  store.setItem(NAME, JSON.stringify(values));

/** Restores the typed values over those of the account, but not over what the shopper has typed since. */
export function recallValues(form: HTMLFormElement, store: Storage): void {
  const stored = store.getItem(NAME);
  if (!stored) return;
  const values = JSON.parse(stored) as Partial<CheckoutValues>;
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

const isUntouched = (control: HTMLInputElement | HTMLSelectElement): boolean =>
  control instanceof HTMLInputElement
    ? control.value === control.defaultValue
    : control.value === "" || control.selectedOptions[0]?.defaultSelected === true;

/** After the purchase. */
export const forgetValues = (store: Storage): void => store.removeItem(NAME);
