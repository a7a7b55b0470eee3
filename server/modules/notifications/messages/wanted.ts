/**
 * Whether a queued message is still wanted, read again when it is sent: who withdraws a consent, leaves or
 * takes another number in between is heard at once. Act on Promotion of Information and Communications
 * Network Utilization, article 50. Pure.
 */
import { mobileNumber } from "../../../platform/messages/phone-text.ts";
import type { Recipient } from "../../members/contract.ts";
import type { ClaimedMessage } from "./queries.ts";

/** The message as it may be sent now. Null: not at all. `recipient`: null, the account is gone. */
export function asWanted(message: ClaimedMessage, recipient: Recipient | null): ClaimedMessage | null {
  const { memberId, kind, channel, content } = message;
  // A guest has no choices, and gets no advertising.
  if (memberId === null) return message;
  if (recipient === null || recipient.orderMessages === "off") return null;
  // Messages about an order go to the number of the order, others to the member's own.
  const phone = kind === "restocked" ? recipient.phone : message.phone;
  if (phone === null || mobileNumber(phone) === null) return null;
  return {
    ...message,
    phone,
    channel: recipient.orderMessages === "sms" ? "sms" : channel,
    content: recipient.agreedToAdvertising ? content : { ...content, advertising: null },
  };
}
