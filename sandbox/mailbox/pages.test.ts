import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox, type RunningSandbox } from "../server.ts";
import type { Message } from "./message.ts";
import { sendMail } from "./testing.ts";

let sandbox: RunningSandbox;
const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

beforeAll(async () => {
  sandbox = await createSandbox();
  await sandbox.listen();
  await sendMail(sandbox.smtpUrl, { to: ["lee@shop.test"], subject: "먼저 온 메일" });
  await sendMail(sandbox.smtpUrl, {
    subject: attack,
    html: `<html><head><title>x</title></head><body>${attack}<a href="https://shop.test/a">a</a></body></html>`,
    text: `${attack} https://shop.test/verify-email#token=t javascript:alert(3)`,
  });
});
afterAll(() => sandbox.close());

async function get(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.url + address, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const newest = (): Message => {
  const [message] = sandbox.mailbox.list();
  if (!message) throw new Error("no mail");
  return message;
};

describe("the list", () => {
  test("shows the newest first, each with its link, in Korean, or in English when preferred", async () => {
    const korean = await get("/mailbox");
    expect(korean.status).toBe(200);
    expect(korean.text).toContain(`href="mailbox/${newest().id}"`);
    expect(korean.text.indexOf("lee@shop.test")).toBeGreaterThan(korean.text.indexOf("kim@shop.test"));
    expect(korean.text).toContain('<html lang="ko">');
    expect(korean.text).toContain("메일함");
    expect((await get("/mailbox", { "accept-language": "en-US,en" })).text).toContain("Mailbox");
  });

  test("finds mails by a part of an address", async () => {
    const found = await get("/mailbox?q=LEE@");
    expect(found.text).toContain("먼저 온 메일");
    expect(found.text).not.toContain("kim@shop.test");
    const nothing = await get(`/mailbox?q=${encodeURIComponent(attack)}`);
    expect(nothing.text).toContain("이 주소로 온 메일이 없어요.");
    expect(nothing.text).not.toMatch(/<script|<img/);
  });
});

test("a mail names its sender, receiver and time in the language of its reader", async () => {
  const labelsIn = async (language: string) => {
    const { text } = await get(`/mailbox/${newest().id}`, { "accept-language": language });
    return [...text.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label);
  };
  expect(await labelsIn("en")).toEqual(["From", "To", "Received"]);
  expect(await labelsIn("ko")).toEqual(["보낸 사람", "받는 사람", "받은 시각"]);
});

describe("the content of a mail is never run:", () => {
  test("its subject and text are escaped, and only web addresses become links", async () => {
    for (const address of ["/mailbox", `/mailbox/${newest().id}`]) {
      const { text, headers } = await get(address);
      expect(text).not.toMatch(/<script|<img/);
      expect(text).toContain("&lt;script&gt;");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
    }
    const { text } = await get(`/mailbox/${newest().id}`);
    expect(text).toContain('href="https://shop.test/verify-email#token=t"');
    expect(text).not.toMatch(/href="javascript/i);
  });

  test("its HTML has no scripts, forms or origin, in its frame and opened directly", async () => {
    const { text } = await get(`/mailbox/${newest().id}`);
    const [frame = ""] = /<iframe[^>]*>/.exec(text) ?? [];
    expect(frame).toContain(`src="${newest().id}/body"`);
    const sandboxed = "allow-popups allow-popups-to-escape-sandbox";
    expect(frame).toContain(`sandbox="${sandboxed}"`);
    const body = await get(`/mailbox/${newest().id}/body`);
    const policy = body.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy?.split("; ")).toContain(`sandbox ${sandboxed}`);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin|allow-forms/);
    expect(body.text).toContain('<head><base target="_blank">');
    expect(body.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

test("a deleted mail is a 404 with a link back", async () => {
  for (const address of ["/mailbox/0", "/mailbox/0/body"]) {
    const { status, text } = await get(address);
    expect(status).toBe(404);
    expect(text).toContain("이 메일은 더 이상 없어요.");
  }
});

describe("for programs", () => {
  test("the mails to an address, the newest first", async () => {
    const all = JSON.parse((await get("/mailbox/messages")).text) as { items: Message[] };
    expect(all.items).toEqual(sandbox.mailbox.list());
    const some = JSON.parse((await get("/mailbox/messages?to=LEE%40shop.test&limit=1")).text) as {
      items: Message[];
    };
    expect(some.items.map(({ subject }) => subject)).toEqual(["먼저 온 메일"]);
    expect((await get("/mailbox/messages?to=ee@shop.test")).text).toBe('{"items":[]}');
  });

  test.each(["limit=0", "limit=-1", "limit=1e3", "other=1"])("refuses ?%s", async (query) => {
    expect((await get(`/mailbox/messages?${query}`)).status).toBe(400);
  });

  test("can empty the mailbox", async () => {
    expect((await fetch(`${sandbox.url}/mailbox/messages`, { method: "DELETE" })).status).toBe(204);
    expect((await get("/mailbox")).text).toContain("아직 메일이 없어요.");
  });
});
