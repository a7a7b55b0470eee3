/**
 * The mails of this module, one function for each event. An event may come twice, late, or after its account is gone: each
 * function looks how things stand, and sends what is still true.
 */
import type { Language } from "../../../platform/language.ts";
import { emailKey } from "../accounts/email.ts";
import { accountExists, confirmNewEmail, emailChanged, verifyEmail } from "./address.ts";
import { farewell } from "./farewell.ts";
import { staffInvitation } from "./invitation.ts";
import { marketingChosen } from "./marketing.ts";
import { passwordChanged, resetPassword } from "./password.ts";
import {
  findAddressee,
  findAddresseeByEmail,
  findInvitationToSend,
  findMarketingChoices,
} from "./queries.ts";
import { type SecondFactorChange, secondFactorChanged, suspiciousSession } from "./security.ts";
import { type Cause, type MailContext, sendLink, sendMail, sendToAccount } from "./send-mail.ts";

/** Nothing is sent when the address has been confirmed meanwhile. */
export async function sendVerification(context: MailContext, memberId: string, cause: Cause): Promise<void> {
  const to = await context.db.first(findAddressee, { id: memberId });
  if (!to || to.verified) return;
  const { id: accountId, email, language } = to;
  const asked = { purpose: "verify_email", accountId, subject: email, at: cause.at } as const;
  await sendLink(context, { to: email, language, template: verifyEmail, values: {}, request: asked });
}

/** The name is the account's own, not the one that was typed by whoever tried. */
export const sendAccountExists = (context: MailContext, memberId: string, cause: Cause): Promise<void> =>
  sendToAccount(context, memberId, accountExists, () => ({}), cause);

/** Nothing is sent to an address that has no account; whoever asks cannot tell. */
export async function sendPasswordReset(context: MailContext, typed: string, cause: Cause): Promise<void> {
  const to = await context.db.first(findAddresseeByEmail, { emailKey: emailKey(typed) });
  if (!to) return;
  const { id: accountId, email, language } = to;
  const asked = { purpose: "reset_password", accountId, subject: email, at: cause.at } as const;
  await sendLink(context, { to: email, language, template: resetPassword, values: {}, request: asked });
}

export const sendPasswordChanged = (
  context: MailContext,
  memberId: string,
  how: "changed" | "reset",
  cause: Cause,
): Promise<void> =>
  sendToAccount(context, memberId, passwordChanged, ({ name }) => ({ name, how, at: cause.at }), cause);

/** To the new address. Nothing is sent when it has become the account's meanwhile. */
export async function sendEmailChange(
  context: MailContext,
  memberId: string,
  newEmail: string,
  cause: Cause,
): Promise<void> {
  const account = await context.db.first(findAddressee, { id: memberId });
  if (!account || emailKey(account.email) === emailKey(newEmail)) return;
  const { id: accountId, language } = account;
  const asked = { purpose: "change_email", accountId, subject: newEmail, at: cause.at } as const;
  await sendLink(context, { to: newEmail, language, template: confirmNewEmail, values: {}, request: asked });
}

/** To the address that the account had before. */
export async function sendEmailChanged(
  context: MailContext,
  memberId: string,
  previousEmail: string,
  cause: Cause,
): Promise<void> {
  const account = await context.db.first(findAddressee, { id: memberId });
  if (!account) return;
  const { name, email: newEmail, language } = account;
  const values = { name, newEmail, at: cause.at };
  await sendMail(context, { to: previousEmail, language, template: emailChanged, values, once: cause });
}

export const sendSuspiciousSession = (context: MailContext, memberId: string, cause: Cause): Promise<void> =>
  sendToAccount(context, memberId, suspiciousSession, ({ name }) => ({ name, at: cause.at }), cause);

export const sendSecondFactorChanged = (
  context: MailContext,
  memberId: string,
  what: SecondFactorChange,
  cause: Cause,
): Promise<void> =>
  sendToAccount(context, memberId, secondFactorChanged, ({ name }) => ({ name, what, at: cause.at }), cause);

/** As things stand now: of two changes in a row, both mails tell the second. Nothing is sent to who never said anything. */
export async function sendMarketingChoice(
  context: MailContext,
  memberId: string,
  cause: Cause,
): Promise<void> {
  const said = await context.db.rows(findMarketingChoices, { accountId: memberId });
  if (said.length === 0) return;
  const choices = {
    email: null,
    sms: null,
    push: null,
    ...Object.fromEntries(said.map((each) => [each.channel, each])),
  };
  await sendToAccount(context, memberId, marketingChosen, ({ name }) => ({ name, choices }), cause);
}

/** Nothing is sent when the invitation was answered or taken back meanwhile. */
export async function sendInvitation(
  context: MailContext,
  invitationId: string,
  cause: Cause,
): Promise<void> {
  const invitation = await context.db.first(findInvitationToSend, {
    id: invitationId,
    now: context.clock.now(),
  });
  if (!invitation) return;
  const { email: to, role, language } = invitation;
  const asked = { purpose: "invite_staff", accountId: null, subject: invitationId, at: cause.at } as const;
  await sendLink(context, { to, language, template: staffInvitation, values: { role }, request: asked });
}

interface Leaver {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
}

/** The account is gone, so everything comes from the event. */
export const sendFarewell = (context: MailContext, leaver: Leaver, cause: Cause): Promise<void> => {
  const { email: to, name, language } = leaver;
  return sendMail(context, { to, language, template: farewell, values: { name, at: cause.at }, once: cause });
};
