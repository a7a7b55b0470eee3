import { createServer } from "node:net";
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../sandbox/server.ts";
import { type Mail, NoSuchMailbox, noMailer, smtpMailer } from "./mailer.ts";

const FROM = "장터 <no-reply@jangteo.test>";
const NAME = "달상점";
const mail: Mail = {
  to: "kim@shop.test",
  subject: "안녕하십니까",
  text: "본문",
  html: "<p>본문</p>",
  language: "ko",
  senderName: NAME,
};

const sandbox = await createSandbox();
await sandbox.listen();
const mailer = smtpMailer({ url: sandbox.smtpUrl, from: FROM });
afterAll(async () => {
  mailer.close();
  await sandbox.close();
});

/** A mail server that answers `RCPT TO` with this line, or not at all. */
async function startServer(answer: string | null): Promise<{ url: string; heard: string[]; close(): void }> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.write("220 test\r\n");
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      const line = data.toString().trim();
      heard.push(line);
      if (/^RCPT/.test(line)) answer !== null && socket.write(`${answer}\r\n`);
      else if (/^EHLO/.test(line)) socket.write("250-test\r\n250 AUTH PLAIN\r\n");
      else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, heard, close: () => server.close() };
}

test("a mail arrives as it was given: sender, address, subject, text and HTML in any script", async () => {
  await mailer.send({
    ...mail,
    to: "all@shop.test",
    text: "가나다 🍎\n.\n끝",
    html: "<p>가나다 &amp; 🍎</p>",
  });
  expect(await sandbox.mailbox.next({ to: "all@shop.test" })).toMatchObject({
    from: FROM,
    to: "all@shop.test",
    subject: "안녕하십니까",
    text: expect.stringMatching(/^가나다 🍎\n\.\n끝/),
    html: expect.stringContaining("<p>가나다 &amp; 🍎</p>"),
  });
});

test.each([
  [NAME, `${NAME} <no-reply@jangteo.test>`],
  ["Kim, Lee & <b>\r\nBcc: all@shop.test", "Kim, Lee & <b> Bcc: all@shop.test <no-reply@jangteo.test>"],
])("a sender without a name has that of the mail, as text: %j", async (senderName, from) => {
  const nameless = smtpMailer({ url: sandbox.smtpUrl, from: "no-reply@jangteo.test" });
  try {
    const to = `${senderName.length}@sender.test`;
    await nameless.send({ ...mail, senderName, to });
    expect((await sandbox.mailbox.next({ to })).from).toBe(from);
  } finally {
    nameless.close();
  }
});

describe("nothing that is given becomes a header or another receiver:", () => {
  test("line ends in a subject or a message id", async () => {
    const attack = "a\r\nBcc: evil@shop.test\r\n\r\n<script>\u2028\nX: y";
    await mailer.send({
      ...mail,
      to: "one@shop.test",
      subject: attack,
      messageId: "id\r\nBcc: evil@shop.test",
    });
    const arrived = await sandbox.mailbox.next({ to: "one@shop.test" });
    expect(arrived.subject).toBe("a Bcc: evil@shop.test <script> X: y");
    expect(arrived.text.trim()).toBe("본문");
    expect(sandbox.mailbox.list({ to: "evil@shop.test" })).toEqual([]);
  });

  test.each([
    "kim@shop.test\r\nBcc: evil@shop.test",
    "kim@shop.test, evil@shop.test",
    "Kim <evil@shop.test>",
    "kim@shop.test>\r\nRCPT TO:<evil@shop.test",
    "kim@evil@shop.test",
    '"a b"@shop.test',
    "kim",
    "",
  ])("the address %j", async (to) => {
    const before = sandbox.mailbox.list().length;
    await expect(mailer.send({ ...mail, to })).rejects.toThrow("one plain address");
    expect(sandbox.mailbox.list()).toHaveLength(before);
  });
});

test("many mails at once share a few connections, and all arrive", async () => {
  const addresses = Array.from({ length: 40 }, (_, at) => `many${at}@shop.test`);
  await Promise.all(addresses.map((to) => mailer.send({ ...mail, to })));
  const arrived = new Set(sandbox.mailbox.list().map(({ to }) => to));
  expect(addresses.filter((to) => !arrived.has(to))).toEqual([]);
});

describe("a mail that is not taken", () => {
  test.each([
    ["550 5.1.1 no such user", true],
    ["553 5.1.3 bad address", true],
    ["501 malformed address", true],
    ["553 no such address here", true],
    ["550 5.7.1 relaying denied", false],
    ["554 5.1.8 bad sender", false],
    ["550 rejected", false],
    ["451 4.3.0 try later", false],
    [`450 4.1.1 <${mail.to}> not now`, false],
  ])("after %j: for good %s", async (answer, forGood) => {
    const server = await startServer(answer);
    const other = smtpMailer({ url: server.url, from: FROM });
    const refused = other.send(mail);
    await expect(refused).rejects.toThrow();
    // The log and the queue keep what is thrown, and servers repeat the address.
    expect(inspect(await refused.catch((error: unknown) => error), { depth: 9 })).not.toContain(mail.to);
    expect((await refused.catch((error: unknown) => error)) instanceof NoSuchMailbox).toBe(forGood);
    other.close();
    server.close();
  });

  test("is given up when the server does not answer in time", async () => {
    const server = await startServer(null);
    const other = smtpMailer({ url: server.url, from: FROM, timeoutMs: 100 });
    await expect(other.send(mail)).rejects.toThrow();
    other.close();
    server.close();
  });

  test("is an error when no server listens", async () => {
    const server = await startServer(null);
    server.close();
    const other = smtpMailer({ url: server.url, from: FROM });
    await expect(other.send(mail)).rejects.toThrow("ECONNREFUSED");
    other.close();
  });
});

test("without a mail server every mail fails, and the log says so once", async () => {
  const lines: string[] = [];
  const none = noMailer({ warn: (line) => lines.push(line) });
  await expect(none.send(mail)).rejects.toThrow("SMTP_URL is not set");
  await expect(none.send(mail)).rejects.toThrow("SMTP_URL is not set");
  expect(lines).toEqual([expect.stringContaining("SMTP_URL")]);
  none.close();
});
