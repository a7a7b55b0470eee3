/** The languages that pages and errors of the sandbox speak. */
export type Language = "ko" | "en";

/** Korean unless the caller asks for English first. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  acceptLanguage !== undefined && /^\s*en\b/i.test(acceptLanguage) ? "en" : "ko";
