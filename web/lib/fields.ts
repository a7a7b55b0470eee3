/** What every form of the shop agrees on about single values. The API decides in the end. */

/** Full-width digits and letters (a Korean keyboard's other mode) are the same to a shopper. */
export const tidy = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? value.normalize("NFKC").trim() : "";

export const isPhone = (value: string): boolean => /^\+?[0-9][0-9 -]{7,18}$/.test(value);

export const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

export const isPostcode = (value: string): boolean => /^[0-9]{5}$/.test(value);
