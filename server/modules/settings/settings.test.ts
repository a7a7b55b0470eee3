import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { demoShop } from "../../../demo/shop.ts";
import { type ApiResponse, client, type HeaderFields, type Problem } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { connect } from "../../platform/db/db.ts";
import { versionOf } from "../../platform/http/conditional-reads.ts";
import { localStorage } from "../../platform/storage/storage.ts";
import { startTestShop } from "../../testing.ts";
import type { SettingsChange, ShopSettings } from "./contract/shop-settings.ts";
import type { ShopDetails } from "./present.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop, { ROLES: "api" });
const db = connect({ url: shop.databaseUrl, size: 2 });
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

const SETTINGS = "/api/v1/admin/settings";
interface StaleEdit extends Problem {
  readonly etag: string;
  readonly differences: { pointer: string; was: unknown; now: unknown }[];
}

const etagOf = ({ headers }: ApiResponse<unknown>): string => headers.get("etag") ?? "";
const read = () => api.request<ShopSettings>("GET", SETTINGS, undefined, owner);
const send = <Body = ShopSettings>(body: unknown, etag: string, headers: HeaderFields = owner) =>
  api.request<Body>("PATCH", SETTINGS, body, { ...headers, "if-match": etag });
/** An edit of the newest version. */
const edit = async <Body = ShopSettings>(body: SettingsChange | object) =>
  send<Body>(body, etagOf(await read()));
const shown = async (language = "ko", from = api): Promise<ShopDetails> =>
  (
    await from.request<ShopDetails>("GET", "/api/v1/shop", undefined, {
      "accept-language": language,
    })
  ).body;
const entries = async () => {
  const path = "/api/v1/admin/audit-log?limit=100&subject=settings%3Ashop";
  const { body } = await api.request<{ items: Record<string, unknown>[] }>("GET", path, undefined, owner);
  return body.items;
};

/** As in a shop that was never set up. */
const cleared: Record<keyof SettingsChange, null> = {
  name: null,
  title: null,
  description: null,
  hero: null,
  story: null,
  banner: null,
  seller: null,
  payment: null,
  notice: null,
};
beforeEach(async () => {
  expect((await edit(cleared)).status).toBe(200);
});

describe("GET /api/v1/shop", () => {
  test("of a shop that was never set up: a neutral name, and nothing invented", async () => {
    const [korean, english] = [await shown("ko"), await shown("en")];
    expect([korean.name, english.name]).toEqual(["우리 상점", "Our shop"]);
    const { name: _, seller, ...others } = korean;
    expect(new Set(Object.values({ ...others, ...seller }))).toEqual(new Set([null]));
  });

  test("is Korean, and English where there is English", async () => {
    await edit({
      name: { ko: "달상점", en: "Moon Shop" },
      notice: { ko: "금요일에 쉬어요." },
      hero: { title: { ko: "달을 닮은\n그릇", en: "Like\nthe moon" }, text: { ko: "매일 쓰는 그릇" } },
      seller: { phone: "02)123-4567", address: { ko: "서울특별시 중구", en: "Jung-gu, Seoul" } },
    });
    expect(await shown("ko")).toMatchObject({
      name: "달상점",
      notice: "금요일에 쉬어요.",
      hero: { title: "달을 닮은\n그릇", text: "매일 쓰는 그릇", action: null, picture: null },
      seller: { phone: "02-123-4567", address: "서울특별시 중구" },
    });
    expect(await shown("en")).toMatchObject({
      name: "Moon Shop",
      notice: "금요일에 쉬어요.",
      hero: { title: "Like\nthe moon", text: "매일 쓰는 그릇" },
      seller: { address: "Jung-gu, Seoul" },
    });
  });

  test("has an ETag for each language, and 304 for a client that has it, until an edit", async () => {
    const ask = (headers: HeaderFields) => api.request("GET", "/api/v1/shop", undefined, headers);
    const first = await ask({});
    expect(first.headers.get("vary")).toContain("accept-language");
    expect((await ask({ "if-none-match": etagOf(first) })).status).toBe(304);
    expect((await ask({ "if-none-match": etagOf(first), "accept-language": "en" })).status).toBe(200);
    await edit({ notice: { ko: "새 소식" } });
    expect((await ask({ "if-none-match": etagOf(first) })).status).toBe(200);
  });

  test("takes no parameters, which would fill the memory", async () => {
    expect((await api.request("GET", "/api/v1/shop?x=1")).status).toBe(400);
  });

  test("shows an edit in every process as soon as it is answered", async () => {
    for (let round = 1; round <= 10; round += 1) {
      const name = `상점 ${round}`;
      await Promise.all([shown("ko", api), shown("ko", other)]);
      expect((await edit({ name: { ko: name } })).status).toBe(200);
      expect([(await shown("ko", api)).name, (await shown("ko", other)).name]).toEqual([name, name]);
    }
  });
});

describe("PATCH /api/v1/admin/settings", () => {
  test("replaces what it names, clears what is null, and keeps the rest", async () => {
    await edit({
      name: { ko: "달상점", en: "Moon Shop" },
      seller: { email: "help@shop.test", phone: "1588-1234" },
    });
    const changed = await edit({ name: { ko: "별상점" }, seller: { phone: null } });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      name: { ko: "별상점", en: null },
      seller: { email: "help@shop.test", phone: null },
    });
    const again = await read();
    expect([again.body, etagOf(again)]).toEqual([changed.body, etagOf(changed)]);
    expect((await edit({ seller: null })).body).toMatchObject({ seller: { email: null } });
  });

  test("stores texts as they are meant, and a business number with its hyphens", async () => {
    const { body } = await edit({
      name: { ko: "  달상점 ".normalize("NFD") },
      seller: { businessNumber: "１２３４５６７８９１", email: "Help@한글.test" },
    });
    expect(body).toMatchObject({
      name: { ko: "달상점" },
      seller: { businessNumber: "123-45-67891", email: "Help@xn--bj0bj06e.test" },
    });
  });

  test("writes an entry of the audit log, with persons masked, and none when nothing changes", async () => {
    const before = (await entries()).length;
    const change = {
      name: { ko: "달상점" },
      seller: {
        representative: { ko: "홍길동" },
        phone: "02-123-4567",
        email: "gildong@shop.test",
        address: { ko: "서울특별시 중구 세종대로 110" },
      },
    };
    const { headers } = await edit(change);
    const [entry, ...rest] = await entries();
    expect(rest).toHaveLength(before);
    expect(entry).toMatchObject({
      action: "settings.change",
      before: { "/name": null, "/seller/phone": null },
      after: {
        "/name": { ko: "달상점", en: null },
        "/seller/representative": { ko: "홍*동", en: null },
        "/seller/phone": "02-****-4567",
        "/seller/email": "gi***@shop.test",
      },
    });
    expect(JSON.stringify(entry)).not.toMatch(/길동|세종대로|123-?4567|gildong/);
    const same = await edit(change);
    expect([same.status, etagOf(same)]).toEqual([200, headers.get("etag")]);
    expect(await entries()).toHaveLength(before + 1);
  });

  test.each([
    ["an unknown field", { nmae: { ko: "달" } }, ["/nmae", "UNKNOWN_FIELD"]],
    ["an unknown field of a section", { seller: { fax: "1" } }, ["/seller/fax", "UNKNOWN_FIELD"]],
    ["another language", { name: { ko: "달", fr: "Lune" } }, ["/name/fr", "UNKNOWN_FIELD"]],
    ["words without Korean", { name: { en: "Moon" } }, ["/name/ko", "REQUIRED"]],
    ["an empty name", { name: { ko: "  " } }, ["/name/ko", "MIN_LENGTH"]],
    ["a long name", { name: { ko: "달".repeat(41) } }, ["/name/ko", "MAX_LENGTH"]],
    ["a name with a line end", { name: { ko: "달\n상점" } }, ["/name/ko", "LINE"]],
    ["a name that cannot be seen", { name: { ko: "달\u202e상점" } }, ["/name/ko", "LINE"]],
    ["a text in place of words", { name: "달상점" }, ["/name", "TYPE"]],
    [
      "a wrong check digit",
      { seller: { businessNumber: "123-45-67890" } },
      ["/seller/businessNumber", "BUSINESS_NUMBER"],
    ],
    ["no business number", { seller: { businessNumber: "123" } }, ["/seller/businessNumber", "FORMAT"]],
    [
      "no mail-order number",
      { seller: { mailOrderNumber: "1234" } },
      ["/seller/mailOrderNumber", "MAIL_ORDER_NUMBER"],
    ],
    ["no phone", { seller: { phone: "123" } }, ["/seller/phone", "PHONE"]],
    ["no e-mail", { seller: { email: "help@" } }, ["/seller/email", "EMAIL"]],
    ["a hero without a title", { hero: { text: { ko: "글" } } }, ["/hero/title", "REQUIRED"]],
    ["a banner that leads nowhere", { banner: { title: { ko: "글" } } }, ["/banner/category", "REQUIRED"]],
    [
      "a story without words",
      { story: { points: [{ title: { ko: "글" } }] } },
      ["/story/points/0/text", "REQUIRED"],
    ],
    [
      "a picture without files",
      {
        hero: {
          title: { ko: "글" },
          picture: { key: "no/such", width: 2, height: 1, color: "#ffffff", widths: [2] },
        },
      },
      ["/hero/picture", "UNKNOWN"],
    ],
    [
      "a picture elsewhere",
      {
        hero: {
          title: { ko: "글" },
          picture: { key: "../keys", width: 2, height: 1, color: "#ffffff", widths: [2] },
        },
      },
      ["/hero/picture/key", "FORMAT"],
    ],
  ])("refuses %s, at its field, and stores nothing", async (_name, change, problem) => {
    const before = await read();
    const refused = await send<Problem>(change, etagOf(before));
    expect([refused.status, refused.body.code]).toEqual([400, "INVALID_INPUT"]);
    expect(refused.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([problem]);
    expect(refused.body.errors?.[0]?.message).toMatch(/[가-힣]/);
    expect(etagOf(await read())).toBe(etagOf(before));
  });

  test("takes a picture whose files are there", async () => {
    const storage = localStorage(shop.environment.STORAGE_DIR ?? "");
    for (const width of [640, 1280]) await storage.put(`home/wide/${width}.avif`, Buffer.from("x"));
    const picture = { key: "home/wide", width: 1280, height: 720, color: "#ffffff", widths: [640, 1280] };
    expect((await edit({ hero: { title: { ko: "글" }, picture } })).status).toBe(200);
    expect((await shown()).hero?.picture).toMatchObject({
      url: "/api/v1/media/home/wide/1280.webp",
      alt: "",
    });
  });

  test("demands the version that the edit began with, in the form of an ETag", async () => {
    const missing = await api.request("PATCH", SETTINGS, { notice: null }, owner);
    expect([missing.status, missing.body.errors?.[0]]).toMatchObject([
      400,
      { pointer: "/if-match", code: "REQUIRED" },
    ]);
    expect((await send({ notice: null }, "*")).status).toBe(400);
    // As a proxy passes it on that compressed the answer.
    expect((await send({ notice: null }, `W/${etagOf(await read())}`)).status).toBe(200);
  });

  test("refuses a stale edit with what changed since, and stores nothing of it", async () => {
    await edit({ name: { ko: "달상점" }, notice: { ko: "하나" } });
    const mine = etagOf(await read());
    await edit({ notice: { ko: "둘" } });
    const theirs = await edit({ seller: { phone: "1588-1234" } });
    const refused = await send<StaleEdit>({ name: { ko: "별상점" } }, mine);
    expect([refused.status, refused.body.code, refused.body.etag]).toEqual([
      412,
      "STALE_EDIT",
      versionOf(etagOf(theirs)),
    ]);
    expect(refused.body.differences).toEqual([
      { pointer: "/seller/phone", was: null, now: "1588-1234" },
      { pointer: "/notice", was: { ko: "하나", en: null }, now: { ko: "둘", en: null } },
    ]);
    expect((await read()).body.name).toEqual({ ko: "달상점", en: null });
    // From a version that is not known: everything that is set.
    const unknown = await send<StaleEdit>({ notice: null }, '"999999999"');
    expect([unknown.status, unknown.body.differences.length]).toEqual([412, 3]);
  });

  test("of twenty edits of one version at the same time, one is stored", async () => {
    const base = etagOf(await read());
    const before = (await entries()).length;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? api : other).request<ShopSettings>(
          "PATCH",
          SETTINGS,
          { name: { ko: `상점 ${at}` } },
          { ...owner, "if-match": base },
        ),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const stored = answers.find(({ status }) => status === 200);
    expect((await read()).body).toEqual(stored?.body);
    expect((await shown("ko", other)).name).toBe(stored?.body.name?.ko);
    expect(await entries()).toHaveLength(before + 1);
  });
});

describe("who may edit", () => {
  const attempt = async (headers: HeaderFields) => {
    const patch = await send<Problem>({ notice: { ko: "글" } }, '"1"', headers);
    const get = await api.request("GET", SETTINGS, undefined, headers);
    return [get.status, patch.status];
  };

  test("not who is not signed in, and no shopper", async () => {
    expect(await attempt({})).toEqual([401, 401]);
    expect(await attempt((await api.signUp()).proof)).toEqual([403, 403]);
  });

  test.each([
    ["owner", [200, 412]],
    ["manager", [200, 412]],
    ["catalogue", [403, 403]],
    ["orders", [403, 403]],
    ["support", [403, 403]],
    ["analyst", [403, 403]],
  ])("%s: %j", async (role, statuses) => {
    const { id, email, password } = await api.signUp();
    await db.script(`UPDATE members.accounts SET role = '${role}' WHERE id = '${id}'`);
    const { proof } = await api.signIn(email, password);
    await edit({ notice: { ko: `${role}` } });
    expect(await attempt(proof)).toEqual(statuses);
  });
});

test("the last hundred versions are kept", async () => {
  for (let at = 0; at < 102; at += 1) await edit({ notice: { ko: `소식 ${at}` } });
  const { rows } = await db.pool.query("SELECT count(*) AS count FROM settings.versions");
  expect(rows).toEqual([{ count: 100 }]);
});

test("the demo's words fit, and fill a shop that never had any, never another one", async () => {
  const demo = await startTestShop({ clusterUrl: inject("clusterUrl") });
  const { compose } = await import("../../compose.ts");
  const { readConfig } = await import("../../platform/config.ts");
  const { createLog } = await import("../../platform/log.ts");
  const { systemClock } = await import("../../platform/clock.ts");
  const config = readConfig({ ...demo.environment, ROLES: "worker" });
  const composed = await compose({ config, clock: systemClock, log: createLog("silent", {}) });
  try {
    await composed.shopSettings?.fill(demoShop);
    const details = () => shown("ko", client(demo.url));
    expect(await details()).toMatchObject({
      name: "장터",
      banner: { category: "outdoor-play" },
      seller: { businessNumber: "000-00-00000", phone: "02-0000-0000" },
    });
    await composed.shopSettings?.fill({ name: { ko: "다른 상점" } });
    expect((await details()).name).toBe("장터");
  } finally {
    await composed.close();
    await demo.stop();
  }
});
