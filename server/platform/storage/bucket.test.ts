import { randomBytes } from "node:crypto";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestShop } from "../../testing.ts";
import { readConfig } from "../config.ts";
import { freePorts } from "../processes/free-ports.ts";
import { startTestBucket } from "./bucket.fixture.ts";
import { bucketStorage } from "./bucket.ts";
import { openStorage } from "./open-storage.ts";

let settings: Awaited<ReturnType<typeof startTestBucket>>;
beforeAll(async () => {
  settings = await startTestBucket();
});
afterAll(() => settings.close());

test("what was put is found as it was, in every process, until it is put again", async () => {
  const picture = randomBytes(300_000);
  await bucketStorage(settings).put("mugs/white/320.webp", picture);
  const other = bucketStorage(settings);
  const file = await other.find("mugs/white/320.webp");
  expect(file?.size).toBe(300_000);
  expect(file && (await buffer(file.open())).equals(picture)).toBe(true);

  await other.put("mugs/white/320.webp", Buffer.from("그림"));
  const again = await bucketStorage(settings).find("mugs/white/320.webp");
  expect(again?.size).toBe(6);
  expect(again && (await text(again.open()))).toBe("그림");
});

test("what was removed is not found, and may be removed again", async () => {
  const storage = bucketStorage(settings);
  await storage.put("reviews/a/320.webp", Buffer.from("x"));
  await storage.remove("reviews/a/320.webp");
  expect(await storage.find("reviews/a/320.webp")).toBeNull();
  await storage.remove("reviews/a/320.webp");
  await expect(storage.remove("../secret.txt")).rejects.toThrow(RangeError);
});

test("what is not there is null, and a key that is none never leaves the process", async () => {
  const storage = bucketStorage(settings);
  expect(await storage.find("mugs/black/320.webp")).toBeNull();
  const nowhere = bucketStorage({ ...settings, endpoint: "http://127.0.0.1:1" });
  for (const key of ["../secret.txt", "A.webp", "mugs", "", "a.webp?acl", "mugs/white/320.webp\n"]) {
    expect(await nowhere.find(key)).toBeNull();
    await expect(nowhere.put(key, Buffer.from(""))).rejects.toThrow(RangeError);
  }
});

test("a storage that refuses or is away is an error that tells no secret", async () => {
  const stranger = bucketStorage({ ...settings, secretAccessKey: "hunter2" });
  await expect(stranger.find("mugs/white/320.webp")).rejects.toThrow("403 to HEAD mugs/white/320.webp");
  await expect(stranger.put("a.webp", Buffer.from("x"))).rejects.toThrow("403 to PUT a.webp");
  await expect(stranger.put("a.webp", Buffer.from("x"))).rejects.not.toThrow("hunter2");
  const elsewhere = bucketStorage({ ...settings, bucket: "nobodys" });
  await expect(elsewhere.put("a.webp", Buffer.from("x"))).rejects.toThrow("404 to PUT");
  const [port = 0] = await freePorts(1);
  const away = bucketStorage({ ...settings, endpoint: `http://127.0.0.1:${port}` });
  await expect(away.find("mugs/white/320.webp")).rejects.toThrow();
});

test("a shop with the settings of a bucket sends its pictures from there", async () => {
  const shop = await startTestShop({
    clusterUrl: inject("clusterUrl"),
    environment: {
      STORAGE_S3_ENDPOINT: settings.endpoint,
      STORAGE_S3_REGION: settings.region,
      STORAGE_S3_BUCKET: settings.bucket,
      STORAGE_S3_ACCESS_KEY_ID: settings.accessKeyId,
      STORAGE_S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    },
  });
  await openStorage(readConfig(shop.environment)).put("mugs/red/320.webp", Buffer.from("picture"));
  const media = (path: string, method = "GET") => fetch(`${shop.url}/api/v1/media/${path}`, { method });
  const answer = await media("mugs/red/320.webp");
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "image/webp",
    "picture",
  ]);
  expect((await media("mugs/red/320.webp", "HEAD")).headers.get("content-length")).toBe("7");
  expect((await media("mugs/red/640.webp")).status).toBe(404);
  await shop.stop();
});
