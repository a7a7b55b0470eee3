import { type CheckoutValues, checkoutFields } from "./form.ts";

const name = "jangteo.checkout";

/** What was typed, for this tab: a refused payment or a reload should not cost the shopper the form. */
export const rememberValues = (values: CheckoutValues, store: Storage): void =>
  store.setItem(name, JSON.stringify(values));

/** What was typed counts more than what the account knows; what the shopper has typed since counts most. */
export function recallValues(form: HTMLFormElement, store: Storage): void {
  const stored = store.getItem(name);
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
export const forgetValues = (store: Storage): void => store.removeItem(name);
