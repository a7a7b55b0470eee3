import type { Language } from "../../../platform/language.ts";

/** Where mails lead to. A token stands in the fragment, which a browser sends to nobody: no log and no referrer holds it. */
export interface Pages {
  readonly home: string;
  readonly signIn: string;
  readonly forgotPassword: string;
  /** Where advertising is agreed to and refused. */
  readonly agreements: string;
  verifyEmail(token: string): string;
  resetPassword(token: string): string;
  confirmEmail(token: string): string;
  invitation(token: string): string;
}

/** `shopUrl` comes from the settings, never from a request: whoever asks for a mail does not decide where it leads to. */
export function pagesOf(shopUrl: string, language: Language): Pages {
  const root = language === "en" ? `${shopUrl}/en` : shopUrl;
  const withToken = (path: string) => (token: string) => `${root}/${path}#token=${encodeURIComponent(token)}`;
  return {
    home: language === "en" ? root : `${root}/`,
    signIn: `${root}/sign-in`,
    forgotPassword: `${root}/forgot-password`,
    agreements: `${root}/account/agreements`,
    verifyEmail: withToken("verify-email"),
    resetPassword: withToken("reset-password"),
    confirmEmail: withToken("confirm-email"),
    invitation: withToken("invitation"),
  };
}
