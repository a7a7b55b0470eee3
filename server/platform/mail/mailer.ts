/** Sends mails over SMTP. What a mail says is somebody else's business: see `layout.ts`. */
import nodemailer, { type NodemailerError } from "nodemailer";
import type { Language } from "../language.ts";

export interface Mail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: Language;
  /** Without angle brackets. Mails with one id are one mail: receivers may keep the first and drop the others. */
  readonly messageId?: string;
}

export interface Mailer {
  /**
   * Resolves when the server has taken the mail over. Throws `NoSuchMailbox` when the server knows that it can never
   * reach the address, and a plain Error when it may work later: then send again.
   */
  send(mail: Mail): Promise<void>;
  /** Ends the connections; for when no mail is under way any more. */
  close(): void;
}

/** The receiving server says for good that there is no such mailbox. */
export class NoSuchMailbox extends Error {
  constructor() {
    super("the receiving server knows no such mailbox");
    this.name = "NoSuchMailbox";
  }
}

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS where offered, required with a password) or `smtps://…` (TLS). */
  readonly url: string;
  /** Sender of all mails, `name <address>`. */
  readonly from: string;
  /** For one mail, all steps together. Milliseconds. */
  readonly timeoutMs?: number;
  /** Mails that travel at once; others wait. */
  readonly connections?: number;
}

/** Below the deadline of an event's delivery, which ends with a mail. */
const TIMEOUT_MS = 8_000;
const IDLE_MS = 5_000;

export function smtpMailer({ url, from, timeoutMs = TIMEOUT_MS, connections = 4 }: SmtpOptions): Mailer {
  const { username, hostname } = new URL(url);
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: connections,
    idleTimeout: IDLE_MS,
    // Somebody in between could take the offer of STARTTLS out of the greeting, and read the password.
    requireTLS: username !== "" && !isLoopback(hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // The job that sends the mail tries again; a second judge would only make it later.
    maxRequeues: 1,
  });
  return {
    async send(mail) {
      const { subject, text, html, language, messageId } = mail;
      const message = {
        from,
        // As an object the address is never read as a list, or as a name with an address.
        to: { name: "", address: requireOneAddress(mail.to) },
        subject: oneLine(subject),
        text,
        html,
        headers: { "Content-Language": language, "Auto-Submitted": "auto-generated" },
        ...(messageId === undefined ? {} : { messageId: `<${oneLine(messageId)}>` }),
        xMailer: false as const,
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(timeoutMs),
      };
      await transport.sendMail(message).catch((error: NodemailerError) => {
        throw isUnknownMailbox(error) ? new NoSuchMailbox() : withoutAddress(error);
      });
    },
    close: () => transport.close(),
  };
}

/** For a shop without a mail server: every mail fails, so that the jobs behind them wait until there is one. */
export function noMailer(log: { warn(message: string): void }): Mailer {
  log.warn("SMTP_URL is not set: mails are tried again for some days, then given up");
  return {
    send: () => Promise.reject(new Error("SMTP_URL is not set, so no mail can be sent")),
    close: () => undefined,
  };
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || host.startsWith("127.");

/** Line ends would begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** The address as it is. Throws when it could be read as several, or as more than an address. */
function requireOneAddress(address: string): string {
  if (!/^[^\s\p{C}@<>,;:"()[\]\\]+@[^\s\p{C}@<>,;:"()[\]\\]+$/u.test(address)) {
    throw new Error("a mail goes to one plain address");
  }
  return address;
}

/** What went wrong, for the log and the queue. Servers repeat the address in their answers, and the address stays out of both. */
const withoutAddress = ({ command, responseCode, response, message }: NodemailerError): Error =>
  new Error(
    response === undefined
      ? `no mail was sent: ${message}`
      : `no mail was sent: ${responseCode} to ${command}`,
  );

/** Permanent, and about the address itself (RFC 3463, 5.1.x; 501, 553: no address at all): no policy, not the network. */
const isUnknownMailbox = ({ command, response }: NodemailerError): boolean =>
  command === "RCPT TO" && /^(5\d\d[ -]5\.1\.(1|2|3|6|10)\b|(501|553)[ -])/.test(response ?? "");
