import type { Language } from "../../../platform/language.ts";

/**
 * The pages that mails link to. Tokens are in the fragment, which browsers never send: no log or referrer
 * contains them.
 */
export interface Pages {
  readonly home: string;
  readonly signIn: string;
  readonly forgotPassword: string;
  /** The page on which members agree to advertising and refuse it. */
  readonly agreements: string;
  /** The page on which members see and withdraw their restock notices. */
  readonly restockNotices: string;
  /** The page on which members see what they wrote and asked. */
  readonly ownReviews: string;
  product(slug: string): string;
  verifyEmail(token: string): string;
  resetPassword(token: string): string;
  confirmEmail(token: string): string;
  invitation(token: string): string;
}

/**
 * `shopUrl` comes from the settings, never from a request: a client must not decide where a mail's links
 * lead.
 */
export function pagesOf(shopUrl: string, language: Language): Pages {
  const root = language === "en" ? `${shopUrl}/en` : shopUrl;
  const withToken = (path: string) => (token: string) => `${root}/${path}#token=${encodeURIComponent(token)}`;
  return {
    home: language === "en" ? root : `${root}/`,
    signIn: `${root}/sign-in`,
    forgotPassword: `${root}/forgot-password`,
    agreements: `${root}/account/agreements`,
    restockNotices: `${root}/account/restock-notices`,
    ownReviews: `${root}/account/reviews`,
    product: (slug) => `${root}/p/${slug}`,
    verifyEmail: withToken("verify-email"),
    resetPassword: withToken("reset-password"),
    confirmEmail: withToken("confirm-email"),
    invitation: withToken("invitation"),
  };
}
