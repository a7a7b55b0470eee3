/**
 * Composes a mail as it goes over the wire (RFC 5322, RFC 2046), with its text and its HTML in base64. The
 * library makes the headers. It would also encode both bodies, by streams and byte by byte: sending a mail
 * then takes half as much processor time again (1.4 ms against 0.9, measured under load).
 */
import MimeNode from "nodemailer/lib/mime-node";
import type { Language } from "../language.ts";

/** What is in it stands on one line. */
interface MailParts {
  /** `name <address>`. */
  readonly from: string | { readonly name: string; readonly address: string };
  /** One plain address. */
  readonly to: string;
  readonly subject: string;
  readonly language: Language;
  /** With angle brackets; undefined: one is made. */
  readonly messageId: string | undefined;
  readonly text: string;
  readonly html: string;
}

export function composeMail({ from, to, subject, language, messageId, text, html }: MailParts) {
  const mail = new MimeNode("multipart/alternative", { textEncoding: "B" });
  mail.setHeader([
    { key: "Content-Language", value: language },
    { key: "Auto-Submitted", value: "auto-generated" },
    { key: "From", value: from },
    // As an object the address is never read as a list, or as a name with an address.
    { key: "To", value: { name: "", address: to } },
    { key: "Subject", value: subject },
    ...(messageId === undefined ? [] : [{ key: "Message-ID", value: messageId }]),
  ]);
  const headers = mail.buildHeaders();
  const boundary = `--${mail.boundary}`;
  const raw = [
    headers,
    "",
    partOf("plain", text, boundary),
    partOf("html", html, boundary),
    `${boundary}--`,
    "",
  ];
  return { envelope: mail.getEnvelope(), raw: raw.join("\r\n") };
}

const partOf = (type: "plain" | "html", content: string, boundary: string): string =>
  `${boundary}\r\nContent-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
  base64(content);

/** Lines of 76 characters. Text has its line ends as on the wire before it is encoded (RFC 2045, 6.8). */
const base64 = (text: string): string =>
  Buffer.from(text.replace(/\r?\n/g, "\r\n"))
    .toString("base64")
    .replace(/.{76}(?=.)/g, "$&\r\n");
