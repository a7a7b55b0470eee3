/** The languages of the sandbox's pages and errors. */
export type Language = "ko" | "en";

/** Korean unless the request prefers English. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  acceptLanguage !== undefined && /^\s*en\b/i.test(acceptLanguage) ? "en" : "ko";
