import { beforeEach, describe, expect, test } from "vitest";
import { NoAnswer } from "../platform/http/send.ts";
import type { PageAddress } from "./page-address.ts";
import { type CacheOutcome, createPageCache, type PageCache } from "./page-cache.ts";

interface Page {
  readonly tags: readonly string[];
  readonly text: string;
}
interface Ask {
  readonly key: string;
  finish(text: string, ...tags: string[]): void;
  fail(error: Error): void;
}

const START = Date.UTC(2026, 0, 1);
let now: number;
let asks: Ask[];
let outcomes: CacheOutcome[];
let cache: PageCache<Page>;

const address = (key: string, kind: PageAddress["kind"] = "fixed"): PageAddress => ({
  key,
  target: key,
  kind,
  form: "document",
  language: "ko",
  shows: "lists",
});
const home = address("/");

beforeEach(() => {
  now = START;
  asks = [];
  outcomes = [];
  cache = createPageCache<Page>({
    clock: { now: () => new Date(now) },
    maxBytes: { fixed: 10_000, chosen: 10_000 },
    bytesOf: ({ text }) => text.length,
    isMissing: ({ text }) => text.startsWith("missing"),
    onRequest: (outcome) => outcomes.push(outcome),
    render: ({ key }) =>
      new Promise((resolve, reject) => {
        asks.push({ key, finish: (text, ...tags) => resolve({ text, tags }), fail: reject });
      }),
  });
});

const get = async (page: PageAddress = home): Promise<string> => (await cache.get(page)).text;
/** Lets what waits for a promise run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** The renders that have begun, as soon as there are `count`. */
async function begun(count: number): Promise<Ask> {
  await expect.poll(() => asks.length).toBe(count);
  const last = asks.at(-1);
  if (!last) throw new Error("no render");
  return last;
}
async function keep(page: PageAddress, text: string, ...tags: string[]): Promise<void> {
  const before = asks.length;
  const shown = get(page);
  (await begun(before + 1)).finish(text, ...tags);
  await shown;
  outcomes = [];
}

describe("a page", () => {
  test("is rendered once for all who ask together, and then served from memory", async () => {
    const shown = [get(), get(), get()];
    (await begun(1)).finish("home");
    expect(await Promise.all(shown)).toEqual(["home", "home", "home"]);
    expect(await get()).toBe("home");
    expect(asks).toHaveLength(1);
    expect(outcomes).toEqual(["miss", "miss", "miss", "hit"]);
  });

  test("that could not be rendered is tried again by the next visitor", async () => {
    const shown = get();
    (await begun(1)).fail(new Error("broken"));
    await expect(shown).rejects.toThrow("broken");
    const again = get();
    (await begun(2)).finish("home");
    expect(await again).toBe("home");
  });
});

describe("after a change", () => {
  test("visitors get the old page while the new one is rendered, and then the new one", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], false);
    now += 200;
    expect(await get()).toBe("old");
    expect(await get()).toBe("old");
    (await begun(2)).finish("new", "cup");
    await settle();
    expect(await get()).toBe("new");
    expect(outcomes).toEqual(["stale", "stale", "hit"]);
  });

  test("its way to this process is a part of the time in which visitors get the old page", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], false, now - 200);
    now += 540;
    expect(await get()).toBe("old");
    now += 20;
    const shown = get();
    // The render of the visitor before, who had the old page.
    (await begun(2)).finish("new", "cup");
    expect(await shown).toBe("new");
    expect(outcomes).toEqual(["stale", "miss"]);
  });

  test("the clock of another machine cannot keep an old page, nor make visitors wait at once", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], false, now - 5_000);
    now += 490;
    expect(await get()).toBe("old");
    (await begun(2)).finish("newer", "cup");
    await settle();
    cache.changed(["cup"], false, now + 5_000);
    now += 760;
    const shown = get();
    (await begun(3)).finish("newest", "cup");
    expect(await shown).toBe("newest");
  });

  test("a visitor's request begins no render that may not see it yet", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], true);
    now += 50;
    expect(await get()).toBe("old");
    expect(asks).toHaveLength(1);
    now += 60;
    // The one that the change itself asked for.
    (await begun(2)).finish("new", "cup");
    await settle();
    expect(await get()).toBe("new");
    expect(outcomes).toEqual(["stale", "hit"]);
    expect(asks).toHaveLength(2);
  });

  test("no visitor gets the old page a second later", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], false);
    now += 1_000;
    const shown = get();
    (await begun(2)).finish("new", "cup");
    expect(await shown).toBe("new");
    expect(outcomes).toEqual(["miss"]);
  });

  test("pages that show nothing of it stay", async () => {
    await keep(home, "home", "cup");
    cache.changed(["plate"], true);
    now += 1_000;
    expect(await get()).toBe("home");
    expect(outcomes).toEqual(["hit"]);
  });

  test("a page whose render began before it is not taken for the new one", async () => {
    const early = get();
    const render = await begun(1);
    now += 10;
    cache.changed(["cup"], false);
    now += 2_000;
    render.finish("before the change", "cup");
    (await begun(2)).finish("after the change", "cup");
    expect(await early).toBe("after the change");
  });

  test("a render that began before all processes know of it is not taken for the new page", async () => {
    cache.changed(["cup"], false);
    now += 50;
    await keep(home, "perhaps old", "cup");
    now += 1_000;
    const shown = get();
    (await begun(2)).finish("new", "cup");
    expect(await shown).toBe("new");
  });

  test("when messages may be missing, every page counts as changed", async () => {
    await keep(home, "old", "cup");
    cache.changed(null, false);
    now += 1_000;
    const shown = get();
    (await begun(2)).finish("new");
    expect(await shown).toBe("new");
  });

  test("wanted pages are rendered anew without a visitor, the most wanted first", async () => {
    const [list, cup] = [address("/products"), address("/p/cup")];
    await keep(home, "home", "cup");
    await keep(list, "list", "cup");
    await keep(cup, "cup", "cup");
    for (const page of [list, list, cup]) await get(page);
    now += 60_000;
    cache.changed(["cup"], true);
    now += 150;
    await begun(5);
    expect(asks.slice(3).map(({ key }) => key)).toEqual(["/products", "/p/cup"]);
    asks[3]?.finish("new list", "cup");
    await begun(6);
    expect(asks[5]?.key).toBe("/");
    now += 1_000;
    expect(await get(list)).toBe("new list");
  });

  test("what is read now is rendered before what was read more often a while ago", async () => {
    const pages = [home, address("/products"), address("/p/cup")];
    for (const page of pages) await keep(page, "old", "cup");
    for (let time = 0; time < 9; time += 1) for (const page of pages.slice(0, 2)) await get(page);
    now += 55_000;
    await get(pages[2]);
    cache.changed(["cup"], true);
    now += 150;
    await begun(5);
    expect(asks[3]?.key).toBe("/p/cup");
  });

  test("a page that no visitor asked for lately is left alone", async () => {
    await keep(home, "home", "cup");
    await keep(address("/products"), "list", "cup");
    now += 600_000;
    const shown = get();
    (await begun(3)).finish("home", "cup");
    await shown;
    cache.changed(["cup"], true);
    now += 150;
    expect((await begun(4)).key).toBe("/");
    asks[3]?.finish("new home", "cup");
    await settle();
    expect(asks).toHaveLength(4);
  });
});

describe("while the web is away", () => {
  test("an old page is better than none, and the web is asked once a second", async () => {
    await keep(home, "old", "cup");
    cache.changed(["cup"], false);
    now += 5_000;
    const shown = get();
    (await begun(2)).fail(new NoAnswer("refused"));
    expect(await shown).toBe("old");
    expect(await Promise.all([get(), get()])).toEqual(["old", "old"]);
    expect(asks).toHaveLength(2);
    now += 1_500;
    const back = get();
    (await begun(3)).finish("new", "cup");
    expect(await back).toBe("new");
  });

  test("there is no page that was never rendered", async () => {
    const shown = get();
    (await begun(1)).fail(new NoAnswer("refused"));
    await expect(shown).rejects.toThrow("refused");
    await expect(get(address("/products"))).rejects.toThrow("refused");
    expect(asks).toHaveLength(1);
  });
});

describe("memory", () => {
  test("is bounded, and the page that was asked for longest ago leaves first", async () => {
    for (let at = 0; at < 20; at += 1) await keep(address(`/p/${at}`), "x".repeat(1_000));
    expect(cache.size.bytes).toBeLessThanOrEqual(10_000);
    expect(cache.size.pages).toBeLessThan(10);
    expect(await get(address("/p/19"))).toHaveLength(1_000);
  });

  test("searches cannot displace the other pages", async () => {
    await keep(home, "home");
    for (let at = 0; at < 50; at += 1) await keep(address(`/products?q=${at}`, "chosen"), "x".repeat(1_000));
    expect(await get()).toBe("home");
    expect(outcomes).toEqual(["hit"]);
    expect(cache.size.bytes).toBeLessThanOrEqual(20_000);
  });

  test("guessed addresses of products cannot displace other pages, until there is a product", async () => {
    await keep(home, "home");
    for (let at = 0; at < 50; at += 1) await keep(address(`/p/${at}`), `missing${"x".repeat(1_000)}`);
    expect(await get()).toBe("home");
    expect(outcomes).toEqual(["hit"]);
    const found = address("/p/49");
    cache.changed(null, false);
    now += 1_000;
    await keep(found, "a product");
    for (let at = 0; at < 50; at += 1) await keep(address(`/products?q=${at}`, "chosen"), "x".repeat(1_000));
    expect(await get(found)).toBe("a product");
  });

  test("a flood of searches leaves places for the renders of other pages", async () => {
    for (let at = 0; at < 50; at += 1) get(address(`/products?q=${at}`, "chosen")).catch(() => undefined);
    const shown = get();
    await expect.poll(() => asks.find(({ key }) => key === "/")).toBeDefined();
    asks.find(({ key }) => key === "/")?.finish("home");
    expect(await shown).toBe("home");
    expect(asks).toHaveLength(3);
  });
});

test("an old page is rendered anew even if no message of a change came", async () => {
  await keep(home, "old");
  now += 120_000;
  expect(await get()).toBe("old");
  (await begun(2)).finish("new");
  await settle();
  expect(await get()).toBe("new");
  now += 3_600_000;
  const shown = get();
  (await begun(3)).finish("newest");
  expect(await shown).toBe("newest");
});
