/**
 * The mails of this module, one function for each event. An event may come twice, late, or after its account is gone: each
 * function looks how things stand, and sends what is still true.
 */
import { emailKey } from "../accounts/email.ts";
import { accountExists, confirmNewEmail, emailChanged, verifyEmail } from "./address.ts";
import { farewell } from "./farewell.ts";
import { staffInvitation } from "./invitation.ts";
import { marketingChosen } from "./marketing.ts";
import { passwordChanged, resetPassword } from "./password.ts";
import { type Cause, type PostOffice, post, sendLink, tell } from "./post.ts";
import { findAddressee, findAddresseeByEmail, findInvitationToSend, findMarketingChoices } from "./queries.ts";
import { type SecondFactorChange, secondFactorChanged, suspiciousSession } from "./security.ts";

/** Nothing is sent when the address has been confirmed meanwhile. */
export async function sendVerification(office: PostOffice, memberId: string, cause: Cause): Promise<void> {
  const to = await office.db.first(findAddressee, { id: memberId });
  if (!to || to.verified) return;
  const { id: accountId, email, language } = to;
  const asked = { purpose: "verify_email", accountId, subject: email, at: cause.at } as const;
  await sendLink(office, { to: email, language, template: verifyEmail, values: {}, asked });
}

/** The name is the account's own, not the one that was typed by whoever tried. */
export const sendAccountExists = (office: PostOffice, memberId: string, cause: Cause): Promise<void> =>
  tell(office, memberId, accountExists, () => ({}), cause);

/** Nothing is sent to an address that has no account; whoever asks cannot tell. */
export async function sendPasswordReset(office: PostOffice, typed: string, cause: Cause): Promise<void> {
  const to = await office.db.first(findAddresseeByEmail, { emailKey: emailKey(typed) });
  if (!to) return;
  const { id: accountId, email, language } = to;
  const asked = { purpose: "reset_password", accountId, subject: email, at: cause.at } as const;
  await sendLink(office, { to: email, language, template: resetPassword, values: {}, asked });
}

export const sendPasswordChanged = (
  office: PostOffice,
  memberId: string,
  how: "changed" | "reset",
  cause: Cause,
): Promise<void> => tell(office, memberId, passwordChanged, ({ name }) => ({ name, how, at: cause.at }), cause);

/** To the new address. Nothing is sent when it has become the account's meanwhile. */
export async function sendEmailChange(
  office: PostOffice,
  memberId: string,
  newEmail: string,
  cause: Cause,
): Promise<void> {
  const account = await office.db.first(findAddressee, { id: memberId });
  if (!account || emailKey(account.email) === emailKey(newEmail)) return;
  const { id: accountId, language } = account;
  const asked = { purpose: "change_email", accountId, subject: newEmail, at: cause.at } as const;
  await sendLink(office, { to: newEmail, language, template: confirmNewEmail, values: {}, asked });
}

/** To the address that the account had before. */
export async function sendEmailChanged(
  office: PostOffice,
  memberId: string,
  previousEmail: string,
  cause: Cause,
): Promise<void> {
  const account = await office.db.first(findAddressee, { id: memberId });
  if (!account) return;
  const { name, email: newEmail, language } = account;
  const values = { name, newEmail, at: cause.at };
  await post(office, { to: previousEmail, language, template: emailChanged, values, once: cause });
}

export const sendSuspiciousSession = (office: PostOffice, memberId: string, cause: Cause): Promise<void> =>
  tell(office, memberId, suspiciousSession, ({ name }) => ({ name, at: cause.at }), cause);

export const sendSecondFactorChanged = (
  office: PostOffice,
  memberId: string,
  what: SecondFactorChange,
  cause: Cause,
): Promise<void> => tell(office, memberId, secondFactorChanged, ({ name }) => ({ name, what, at: cause.at }), cause);

/** As things stand now: of two changes in a row, both mails tell the second. Nothing is sent to who never said anything. */
export async function sendMarketingChoice(office: PostOffice, memberId: string, cause: Cause): Promise<void> {
  const said = await office.db.rows(findMarketingChoices, { accountId: memberId });
  if (said.length === 0) return;
  const choices = {
    email: null,
    sms: null,
    push: null,
    ...Object.fromEntries(said.map((each) => [each.channel, each])),
  };
  await tell(office, memberId, marketingChosen, ({ name }) => ({ name, choices }), cause);
}

/** Nothing is sent when the invitation was answered or taken back meanwhile. */
export async function sendInvitation(office: PostOffice, invitationId: string, cause: Cause): Promise<void> {
  const invitation = await office.db.first(findInvitationToSend, { id: invitationId, now: office.clock.now() });
  if (!invitation) return;
  const { email: to, role, language } = invitation;
  const asked = { purpose: "invite_staff", accountId: null, subject: invitationId, at: cause.at } as const;
  await sendLink(office, { to, language, template: staffInvitation, values: { role }, asked });
}

interface Leaver {
  readonly email: string;
  readonly name: string;
  readonly language: "ko" | "en";
}

/** The account is gone, so everything comes from the event. */
export const sendFarewell = (office: PostOffice, leaver: Leaver, cause: Cause): Promise<void> => {
  const { email: to, name, language } = leaver;
  return post(office, { to, language, template: farewell, values: { name, at: cause.at }, once: cause });
};
