/** A mail client for the tests. It speaks raw SMTP, so that a test can send malformed mails. */
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";

export interface SentMail {
  readonly to?: readonly string[];
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  /** The whole mail, in place of the fields above. */
  readonly raw?: string;
}

/** Resolves to the server's last answer: `250 …` when it accepted the mail. */
export async function sendMail(smtpUrl: string, mail: SentMail): Promise<string> {
  const { hostname, port } = new URL(smtpUrl);
  const socket = connect(Number(port), hostname);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value = "" } = await lines.next();
    return /^\d{3}-/.test(value) ? answer() : value;
  };
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return answer();
  };
  const { to = ["kim@shop.test"], raw = compose(mail) } = mail;
  await answer();
  await say("EHLO test");
  await say("MAIL FROM:<no-reply@shop.test>");
  for (const address of to) await say(`RCPT TO:<${address}>`);
  await say("DATA");
  const last = await say(`${raw.replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..")}\r\n.`);
  socket.end("QUIT\r\n");
  await once(socket, "close");
  return last;
}

function compose({ subject = "제목", html = "<p>본문</p>", text = "본문" }: SentMail): string {
  const part = (type: string, content: string) =>
    `--b\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${base64(content)}`;
  return [
    "From: =?utf-8?B?7J6l7YSw?= <no-reply@shop.test>",
    `Subject: =?utf-8?B?${base64(subject)}?=`,
    "MIME-Version: 1.0",
    "Content-Type: multipart/alternative; boundary=b",
    "",
    part("text/plain", text),
    part("text/html", html),
    "--b--",
  ].join("\n");
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
