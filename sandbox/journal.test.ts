import { readFileSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJournal } from "./journal.ts";
import { createSandbox } from "./server.ts";
import { startSandbox } from "./testing.ts";

let dataDir: string;
let file: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  file = path.join(dataDir, "payments.jsonl");
});
afterEach(() => rm(dataDir, { recursive: true }));

const publicUrl = "http://localhost:3000/sandbox";

test("payments, the ledger, order ids and stored answers survive restarts", async () => {
  const before = await startSandbox({ dataDir, publicUrl });
  const approved = await before.approve("kept-0001");
  const confirmed = await before.confirm(approved, { "idempotency-key": "kept" });
  const refused = await before.confirm(approved, { "idempotency-key": "refused" });
  await before.cancel(approved.paymentKey, { cancelReason: "부분", cancelAmount: 900 });
  const audited = await before.audit(approved.paymentKey);
  const waiting = await before.approve("kept-0002");
  const ever = "/v1/transactions?startDate=2020-01-01&endDate=2100-01-01";
  const transactions = await before.get(ever);
  await before.close();

  // Twice, because the second start reads the file that the first has compacted.
  for (const round of [1, 2]) {
    const after = await startSandbox({ dataDir, publicUrl });
    expect(await after.audit(approved.paymentKey), `restart ${round}`).toEqual(audited);
    expect(await after.confirm(approved, { "idempotency-key": "kept" })).toEqual(confirmed);
    expect(await after.confirm(approved, { "idempotency-key": "refused" })).toEqual(refused);
    expect(await after.get(ever)).toEqual(transactions);
    expect((await after.get("/v1/payments/orders/kept-0002")).body).toMatchObject({
      paymentKey: waiting.paymentKey,
    });
    await after.close();
  }
});

test("a record is in the file when `append` returns: `kill -9` loses nothing that was told", async () => {
  const journal = await openJournal(file, [{ first: 1 }]);
  journal.append({ second: "한글" });
  expect(readFileSync(file, "utf8")).toBe('{"first":1}\n{"second":"한글"}\n');
  await journal.close();
});

test("a start compacts the file to one line per payment and answer", async () => {
  const before = await startSandbox({ dataDir });
  const approved = await before.approve("compact-0001");
  await before.confirm(approved, { "idempotency-key": "compact" });
  await before.cancel(approved.paymentKey, { cancelReason: "취소" });
  await before.close();
  expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(4);
  await (await createSandbox({ dataDir })).close();
  expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(2);
});

test("a last line truncated by a crash is dropped, and everything before it is kept", async () => {
  const before = await startSandbox({ dataDir });
  const approved = await before.approve("crash-0001");
  await before.confirm(approved);
  await before.close();
  await truncate(file, (await readFile(file)).length - 20);
  const after = await startSandbox({ dataDir });
  expect(await after.audit(approved.paymentKey)).toMatchObject({ status: "IN_PROGRESS", held: 0 });
  expect((await after.confirm(approved)).body.status).toBe("DONE");
  await after.close();
  const again = await startSandbox({ dataDir });
  expect((await again.audit(approved.paymentKey)).held).toBe(12_900);
  await again.close();
});

test("a damaged line in the middle stops the start with its number; the file stays unchanged", async () => {
  await writeFile(file, "");
  await appendFile(file, '{"payment":\n{"payment":{}}\n');
  await expect(createSandbox({ dataDir })).rejects.toThrow(/line 1 is damaged/);
  expect(await readFile(file, "utf8")).toContain('{"payment":\n');
});
