/**
 * The mails of this module, one function for each event. An event may arrive twice, late, or after its
 * account was deleted: each function reads the current state and sends only what is still true.
 */
import type { Language } from "../../../platform/language.ts";
import type { RestockedVariant } from "../../restock/contract.ts";
import type { AnsweredProduct } from "../../reviews/contract.ts";
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
import { questionAnswered } from "./question-answered.ts";
import { restocked } from "./restocked.ts";
import { type SecondFactorChange, secondFactorChanged, suspiciousSession } from "./security.ts";
import { type Cause, type MailContext, sendLink, sendMail, sendToAccount } from "./send-mail.ts";

/** Sends nothing when the e-mail has been verified meanwhile. */
export async function sendVerification(context: MailContext, memberId: string, cause: Cause): Promise<void> {
  const to = await context.db.first(findAddressee, { id: memberId });
  if (!to || to.verified) return;
  const { id: accountId, email, language } = to;
  const request = { purpose: "verify_email", accountId, subject: email, at: cause.at } as const;
  await sendLink(context, { to: email, language, template: verifyEmail, values: {}, request });
}

/** The mail carries no name that was typed at the sign-up. */
export const sendAccountExists = (context: MailContext, memberId: string, cause: Cause): Promise<void> =>
  sendToAccount(context, memberId, accountExists, () => ({}), cause);

/** Sends nothing to an e-mail without an account; the client that asked cannot see the difference. */
export async function sendPasswordReset(context: MailContext, typed: string, cause: Cause): Promise<void> {
  const to = await context.db.first(findAddresseeByEmail, { emailKey: emailKey(typed) });
  if (!to) return;
  const { id: accountId, email, language } = to;
  const request = { purpose: "reset_password", accountId, subject: email, at: cause.at } as const;
  await sendLink(context, { to: email, language, template: resetPassword, values: {}, request });
}

export const sendPasswordChanged = (
  context: MailContext,
  memberId: string,
  how: "changed" | "reset",
  cause: Cause,
): Promise<void> =>
  sendToAccount(context, memberId, passwordChanged, ({ name }) => ({ name, how, at: cause.at }), cause);

/** To the new e-mail. Sends nothing when the account has this e-mail by now. */
export async function sendEmailChange(
  context: MailContext,
  memberId: string,
  newEmail: string,
  cause: Cause,
): Promise<void> {
  const account = await context.db.first(findAddressee, { id: memberId });
  if (!account || emailKey(account.email) === emailKey(newEmail)) return;
  const { id: accountId, language } = account;
  const request = { purpose: "change_email", accountId, subject: newEmail, at: cause.at } as const;
  await sendLink(context, { to: newEmail, language, template: confirmNewEmail, values: {}, request });
}

/** To the previous e-mail of the account. */
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

/**
 * Sends the current choices: after two quick changes, both mails show the second. Sends nothing without any
 * answer.
 */
export async function sendMarketingChoice(
  context: MailContext,
  memberId: string,
  cause: Cause,
): Promise<void> {
  const answers = await context.db.rows(findMarketingChoices, { accountId: memberId });
  if (answers.length === 0) return;
  const choices = {
    email: null,
    sms: null,
    push: null,
    ...Object.fromEntries(answers.map((each) => [each.channel, each])),
  };
  await sendToAccount(context, memberId, marketingChosen, ({ name }) => ({ name, choices }), cause);
}

/** A member asked for a mail when this variant is back. */
export const sendRestocked = (
  context: MailContext,
  memberId: string,
  variant: RestockedVariant,
  cause: Cause,
): Promise<void> => sendToAccount(context, memberId, restocked, ({ name }) => ({ name, variant }), cause);

/** Staff answered the question of a member. */
export const sendQuestionAnswered = (
  context: MailContext,
  memberId: string,
  product: AnsweredProduct | null,
  cause: Cause,
): Promise<void> =>
  sendToAccount(context, memberId, questionAnswered, ({ name }) => ({ name, product }), cause);

/** Sends nothing when the invitation was accepted or revoked meanwhile. */
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
  const request = { purpose: "invite_staff", accountId: null, subject: invitationId, at: cause.at } as const;
  await sendLink(context, { to, language, template: staffInvitation, values: { role }, request });
}

interface Leaver {
  readonly email: string;
  readonly name: string;
  readonly language: Language;
}

/** The account is deleted, so all values come from the event. */
export const sendFarewell = (context: MailContext, leaver: Leaver, cause: Cause): Promise<void> => {
  const { email: to, name, language } = leaver;
  return sendMail(context, { to, language, template: farewell, values: { name, at: cause.at }, once: cause });
};
