import { afterAll, expect, test } from "vitest";
import { problemTexts } from "../../problems.ts";
import { systemClock } from "../clock.ts";
import { everyone } from "../http/access.ts";
import { createApp } from "../http/app.ts";
import { createLog } from "../log.ts";
import { CHANGES_NEED_BYTES, freeBytes, RESERVE_BYTES, START_NEEDS_BYTES, watchRoom } from "./room.ts";

const log = createLog("silent", {});
let short = false;
const app = createApp({
  log,
  problemTexts,
  clock: systemClock,
  publicUrl: "https://shop.example",
  authenticate: async () => {
    throw new Error("these routes are open to everyone");
  },
  room: { isShort: () => short, close: () => undefined },
});
for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
  app.route({ method, url: "/api/v1/notes", config: { access: everyone }, handler: async () => ({}) });
  app.route({ method, url: "/window", handler: async () => ({}) });
}
app.get("/api/v1/full", { config: { access: everyone } }, async () => {
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
});
await app.ready();
afterAll(() => app.close());

async function send(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string): Promise<string> {
  const { statusCode, body } = await app.inject({ method, url });
  return `${statusCode} ${JSON.parse(body).code ?? "ok"}`;
}

test("while little room is left reads go on, and changes are 503 STORAGE_FULL with Retry-After", async () => {
  const changes = ["POST", "PUT", "PATCH", "DELETE"] as const;
  short = true;
  expect(await send("GET", "/api/v1/notes")).toBe("200 ok");
  for (const method of changes) expect(await send(method, "/api/v1/notes")).toBe("503 STORAGE_FULL");
  expect(await send("POST", "/window")).toBe("200 ok");
  expect((await app.inject({ method: "POST", url: "/api/v1/notes" })).headers["retry-after"]).toBe("1");
  short = false;
  for (const method of changes) expect(await send(method, "/api/v1/notes")).toBe("200 ok");
});

test("a file that finds no room is 503 STORAGE_FULL, not a fault of ours", async () => {
  expect(await send("GET", "/api/v1/full")).toBe("503 STORAGE_FULL");
});

test("the room of a disk is looked at again and again; without an answer it counts as enough", async () => {
  let free: number | Error = CHANGES_NEED_BYTES - 1;
  const room = await watchRoom("/", log, async () => {
    if (typeof free === "number") return free;
    throw free;
  });
  expect(room.isShort()).toBe(true);
  free = CHANGES_NEED_BYTES;
  await expect.poll(room.isShort).toBe(false);
  free = 0;
  await expect.poll(room.isShort).toBe(true);
  free = new Error("EIO");
  await expect.poll(room.isShort).toBe(false);
  room.close();
  expect(await freeBytes("/")).toBeGreaterThanOrEqual(0);
});

test("the reserve lets the database start, and lets no changes in", () => {
  expect(START_NEEDS_BYTES).toBeLessThan(RESERVE_BYTES);
  expect(RESERVE_BYTES).toBeLessThan(CHANGES_NEED_BYTES);
});
