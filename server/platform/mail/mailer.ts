/** Sends mails over SMTP. `layout.ts` makes their content. */
import nodemailer, { type NodemailerError } from "nodemailer";
import type { Language } from "../language.ts";

export interface Mail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: Language;
  /** The name of a sender that has none of its own. */
  readonly senderName: string;
  /** Without angle brackets. A receiver may drop a mail with the same id as an earlier one. */
  readonly messageId?: string;
}

export interface Mailer {
  /**
   * Resolves when the server has accepted the mail. Throws `NoSuchMailbox` when the server says that the
   * address does not exist, and a plain Error when a later try may work.
   */
  send(mail: Mail): Promise<void>;
  /** Ends the connections. Call it when no mail is being sent. */
  close(): void;
}

/** The receiving server says for good that the mailbox does not exist. */
export class NoSuchMailbox extends Error {
  constructor() {
    super("the receiving server knows no such mailbox");
    this.name = "NoSuchMailbox";
  }
}

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS if offered, required with a password) or `smtps://…` (TLS). */
  readonly url: string;
  /** Sender of all mails, `name <address>`, or an address alone: then each mail names its sender. */
  readonly from: string;
  /** For all steps of one mail, milliseconds. Default 8,000. */
  readonly timeoutMs?: number;
  /** Mails that are sent at the same time; others wait. Default 4. */
  readonly connections?: number;
}

/** Below the deadline of an event's delivery, which may send a mail. */
const TIMEOUT_MS = 8_000;
const IDLE_MS = 5_000;

export function smtpMailer({ url, from, timeoutMs = TIMEOUT_MS, connections = 4 }: SmtpOptions): Mailer {
  const { username, hostname } = new URL(url);
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: connections,
    idleTimeout: IDLE_MS,
    // An attacker in between could remove STARTTLS from the greeting and read the password.
    requireTLS: username !== "" && !isLoopback(hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // The job that sends the mail tries again. Retries of the library would only delay it.
    maxRequeues: 1,
  });
  return {
    async send(mail) {
      const { subject, text, html, language, senderName, messageId } = mail;
      // That of `AbortSignal.timeout` would fire for mails, too, that were sent long ago.
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(new Error(`not within ${timeoutMs} ms`)), timeoutMs);
      const message = {
        from: from.includes("<") ? from : { name: oneLine(senderName), address: from },
        // As an object the address is never read as a list, or as a name with an address.
        to: { name: "", address: requireOneAddress(mail.to) },
        subject: oneLine(subject),
        text,
        html,
        // To choose for each body, and quoted-printable, would take a sixth of a mail's processor time more.
        textEncoding: "base64" as const,
        headers: { "Content-Language": language, "Auto-Submitted": "auto-generated" },
        ...(messageId === undefined ? {} : { messageId: `<${oneLine(messageId)}>` }),
        xMailer: false as const,
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: late.signal,
      };
      const sending = transport.sendMail(message).finally(() => clearTimeout(timer));
      await sending.catch((error: NodemailerError) => {
        throw isUnknownMailbox(error) ? new NoSuchMailbox() : withoutAddress(error);
      });
    },
    close: () => transport.close(),
  };
}

/** For a shop without a mail server: every mail fails, so that its job tries again until there is one. */
export function noMailer(log: { warn(message: string): void }): Mailer {
  log.warn("SMTP_URL is not set: mails fail, and are tried again for some days");
  return {
    send: () => Promise.reject(new Error("SMTP_URL is not set, so no mail can be sent")),
    close: () => undefined,
  };
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || host.startsWith("127.");

/** Removes line ends, which would begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** Returns the address. Throws an Error when it could be read as several, or as more than an address. */
function requireOneAddress(address: string): string {
  if (!/^[^\s\p{C}@<>,;:"()[\]\\]+@[^\s\p{C}@<>,;:"()[\]\\]+$/u.test(address)) {
    throw new Error("a mail goes to one plain address");
  }
  return address;
}

/** Returns the error for the log and the queue, without the address that servers repeat in answers. */
const withoutAddress = ({ command, responseCode, response, message }: NodemailerError): Error =>
  new Error(
    response === undefined
      ? `no mail was sent: ${message}`
      : `no mail was sent: ${responseCode} to ${command}`,
  );

/** Returns whether an error is permanent and about the address itself: RFC 3463, 5.1.x; 501 and 553. */
const isUnknownMailbox = ({ command, response }: NodemailerError): boolean =>
  command === "RCPT TO" && /^(5\d\d[ -]5\.1\.(1|2|3|6|10)\b|(501|553)[ -])/.test(response ?? "");
