/**
 * Reactions to the module's own events, to goods that are back and to answers. Mails are sent here and never
 * in a request, so that no request waits for them. The catalogue gets the member's group. When a member has
 * left, other modules delete the member's data.
 */
import { type Consumers, type EventMessage, on } from "../../platform/contract/contract.ts";
import { restock } from "../restock/contract.ts";
import { reviews } from "../reviews/contract.ts";
import type { MembersContext } from "./context.ts";
import { members as contract } from "./contract.ts";
import { copyGroup } from "./groups/group-of-member.ts";
import { forgetMemberData, type MemberDataHolders } from "./leaving/leave.ts";
import * as mails from "./mails/send.ts";
import type { Cause, MailContext } from "./mails/send-mail.ts";

const causeOf = ({ id, occurredAt }: EventMessage): Cause => ({ eventId: id, at: new Date(occurredAt) });

type ConsumersContext = MailContext & MemberDataHolders & Pick<MembersContext, "catalog">;

export const consumers = (members: ConsumersContext): Consumers => ({
  ...on(contract.events.signedUp, ({ memberId }, event) =>
    mails.sendVerification(members, memberId, causeOf(event)),
  ),
  ...on(contract.events.verificationAsked, ({ memberId }, event) =>
    mails.sendVerification(members, memberId, causeOf(event)),
  ),
  ...on(contract.events.signUpRepeated, ({ memberId }, event) =>
    mails.sendAccountExists(members, memberId, causeOf(event)),
  ),
  ...on(contract.events.passwordResetAsked, ({ email }, event) =>
    mails.sendPasswordReset(members, email, causeOf(event)),
  ),
  ...on(contract.events.passwordChanged, ({ memberId, how }, event) =>
    mails.sendPasswordChanged(members, memberId, how, causeOf(event)),
  ),
  ...on(contract.events.emailChangeAsked, ({ memberId, email }, event) =>
    mails.sendEmailChange(members, memberId, email, causeOf(event)),
  ),
  ...on(contract.events.emailChanged, ({ memberId, previousEmail }, event) =>
    mails.sendEmailChanged(members, memberId, previousEmail, causeOf(event)),
  ),
  ...on(contract.events.refreshTokenReplayed, ({ memberId }, event) =>
    mails.sendSuspiciousSession(members, memberId, causeOf(event)),
  ),
  ...on(contract.events.secondFactorChanged, ({ memberId, what }, event) =>
    mails.sendSecondFactorChanged(members, memberId, what, causeOf(event)),
  ),
  ...on(contract.events.marketingChanged, ({ memberId }, event) =>
    mails.sendMarketingChoice(members, memberId, causeOf(event)),
  ),
  ...on(contract.events.groupChanged, ({ memberId }) => copyGroup(members, memberId)),
  ...on(contract.events.staffInvited, ({ invitationId }, event) =>
    mails.sendInvitation(members, invitationId, causeOf(event)),
  ),
  ...on(restock.events.restocked, ({ memberId, variant }, event) =>
    mails.sendRestocked(members, memberId, variant, causeOf(event)),
  ),
  ...on(reviews.events.questionAnswered, ({ memberId, product }, event) =>
    mails.sendQuestionAnswered(members, memberId, product, causeOf(event)),
  ),
  ...on(contract.events.left, async (leaver, event) => {
    // Data is deleted before the mail is sent: an unreachable mail server must not delay the deletion.
    await forgetMemberData(members, leaver.memberId);
    await mails.sendFarewell(members, leaver, causeOf(event));
  }),
});
