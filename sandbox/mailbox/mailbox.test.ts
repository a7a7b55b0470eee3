import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSandbox, type RunningSandbox } from "../server.ts";
import { MAX_MAILS, openMailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";
import { sendMail } from "./testing.ts";

describe("over SMTP", () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await createSandbox();
    await sandbox.listen();
  });
  afterEach(() => sandbox.close());

  test("a mail is kept as it was sent: addresses, subject, text, HTML, and the links in it", async () => {
    const link = "https://shop.test/verify-email#token=a&b";
    const answer = await sendMail(sandbox.smtpUrl, {
      to: ["kim@shop.test", "lee@shop.test"],
      subject: "이메일 인증",
      html: `<a href="https://shop.test/verify-email#token=a&amp;b">인증</a><a href="javascript:alert(1)">x</a>`,
      text: `인증: ${link}\n문의: https://shop.test/help.`,
    });
    expect(answer).toMatch(/^250 /);
    expect(sandbox.mailbox.list()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        from: "장터 <no-reply@shop.test>",
        to: "kim@shop.test, lee@shop.test",
        subject: "이메일 인증",
        messageId: null,
        text: expect.stringContaining(link),
        html: expect.stringContaining("javascript:"),
        links: [link, "https://shop.test/help"],
      },
    ]);
  });

  test("a wait for a mail resolves, whether the mail is there or still to come", async () => {
    const coming = sandbox.mailbox.next({ to: "KIM@shop.test", subject: /재설정/ });
    await sendMail(sandbox.smtpUrl, { to: ["lee@shop.test"], subject: "비밀번호 재설정" });
    await sendMail(sandbox.smtpUrl, { subject: "다른 메일" });
    await sendMail(sandbox.smtpUrl, { subject: "비밀번호 재설정" });
    const first = await coming;
    expect(first).toMatchObject({ to: "kim@shop.test", subject: "비밀번호 재설정" });
    expect(await sandbox.mailbox.next({ to: "kim@shop.test", subject: "비밀번호 재설정" })).toBe(first);
    const second = sandbox.mailbox.next({ to: "kim@shop.test", afterId: first.id });
    await sendMail(sandbox.smtpUrl, { subject: "둘째" });
    expect((await second).subject).toBe("둘째");
  });

  test("a missing mail is reported with the latest mails", async () => {
    await sendMail(sandbox.smtpUrl, { subject: "다른 메일" });
    await expect(sandbox.mailbox.next({ to: "nobody@shop.test" }, 1)).rejects.toThrow(
      /"to":"nobody@shop.test"[\s\S]*kim@shop.test: 다른 메일/,
    );
  });

  test("a mail of a megabyte is refused, and the next one is accepted", async () => {
    expect(await sendMail(sandbox.smtpUrl, { text: "가".repeat(400_000) })).toMatch(/^552 /);
    expect(await sendMail(sandbox.smtpUrl, {})).toMatch(/^250 /);
    expect(sandbox.mailbox.list()).toHaveLength(1);
  });

  test("malformed data is kept as a mail", async () => {
    expect(
      await sendMail(sandbox.smtpUrl, {
        raw: "\u0000\u0001 not a mail\nContent-Type: ???\n\n=?utf-8?B?!!!?=",
      }),
    ).toMatch(/^250 /);
    expect(sandbox.mailbox.list()).toHaveLength(1);
  });

  test("a client that stays connected does not keep the program from stopping", async () => {
    const { hostname, port } = new URL(sandbox.smtpUrl);
    const { connect } = await import("node:net");
    const idle = connect(Number(port), hostname);
    await new Promise((resolve) => idle.once("data", resolve));
    await sandbox.close();
    idle.destroy();
    sandbox = await createSandbox();
  });
});

describe("stored mails", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sandbox-mail-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const mail = (id: number): Message => ({
    ...{ id: String(id), at: "2026-01-02T05:46:43.000Z", from: "a@shop.test", to: `${id % 2}@shop.test` },
    ...{ subject: `메일 ${id}`, messageId: null, text: "", html: "", links: [] },
  });

  test("are the newest 500, also after restarts, in a file of bounded size", async () => {
    const dataDir = path.join(folder, "many");
    const mailbox = await openMailbox(dataDir);
    const total = 3 * MAX_MAILS + 7;
    await Promise.all(Array.from({ length: total }, (_, id) => mailbox.add(mail(id))));
    expect(mailbox.list()).toHaveLength(MAX_MAILS);
    await mailbox.close();
    const lines = (await readFile(path.join(dataDir, "mails.jsonl"), "utf8")).trim().split("\n");
    expect(lines.length).toBeLessThanOrEqual(2 * MAX_MAILS);

    const again = await openMailbox(dataDir);
    expect(again.list().map(({ id }) => Number(id))).toEqual(
      Array.from({ length: MAX_MAILS }, (_, at) => total - 1 - at),
    );
    expect(again.list({ to: "1@shop.test", limit: 2 }).map(({ subject }) => subject)).toEqual([
      "메일 1505",
      "메일 1503",
    ]);
    await again.add(mail(total));
    await again.clear();
    await again.add(mail(1));
    await again.close();
    const last = await openMailbox(dataDir);
    expect(last.list()).toEqual([mail(1)]);
    await last.close();
  });

  test("are lost with the program when there is no folder", async () => {
    const mailbox = await openMailbox(null);
    await mailbox.add(mail(1));
    await mailbox.close();
    expect((await openMailbox(null)).list()).toEqual([]);
  });
});
