/** A mail as the mailbox shows it. */
import PostalMime, { type Address } from "postal-mime";
import { linksOf } from "./links.ts";

export interface Message {
  readonly id: string;
  /** Time of arrival, ISO 8601. */
  readonly at: string;
  readonly from: string;
  /** The recipients of the SMTP envelope, separated by commas. */
  readonly to: string;
  readonly subject: string;
  /** Of its header: copies of one mail have the same. Null: it has none. */
  readonly messageId: string | null;
  readonly text: string;
  /** Untrusted: shown in a sandboxed frame only. */
  readonly html: string;
  /** The http(s) addresses in it, in order, once each. */
  readonly links: readonly string[];
}

/** Parses a received mail. Throws when it cannot be parsed. */
export async function readMessage(
  raw: Uint8Array,
  envelope: { readonly id: string; readonly at: Date; readonly from: string; readonly to: readonly string[] },
): Promise<Message> {
  const mail = await PostalMime.parse(raw);
  const text = withPlainLineEnds(mail.text ?? "");
  const html = withPlainLineEnds(mail.html ?? "");
  return {
    id: envelope.id,
    at: envelope.at.toISOString(),
    from: (mail.from && nameOf(mail.from)) || envelope.from,
    to: envelope.to.join(", "),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? null,
    text,
    html,
    links: linksOf(html, text),
  };
}

/** Those on the wire are CRLF; the parser keeps them in what was sent as base64. */
const withPlainLineEnds = (text: string): string => text.replaceAll("\r\n", "\n");

const nameOf = ({ name, address }: Address): string =>
  name && address ? `${name} <${address}>` : (address ?? name);

/** Whether the whole address is among the recipients. */
export const isTo = (message: Message, address: string): boolean =>
  message.to.toLowerCase().split(", ").includes(address.toLowerCase());
