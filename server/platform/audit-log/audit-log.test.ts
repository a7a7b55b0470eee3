import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { type Action, auditChain, recordAction } from "./audit-log.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 10 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const listEntries = prepared<
  object,
  { seq: number; actor: unknown; before: unknown; after: unknown; ip: string }
>(() => sql`SELECT seq, actor, before, after, host(ip) AS ip FROM platform.audit_log ORDER BY seq`);
const action = (more: Partial<Action> = {}): Action => ({
  actor: { kind: "member", id: "01900000-0000-7000-8000-000000000001", name: "홍길동" },
  origin: { ip: "203.0.113.7", userAgent: "a browser", requestId: "request" },
  action: "price.change",
  subject: "variant:1",
  before: { price: 1 },
  after: { price: 2 },
  now: new Date("2026-01-02T03:04:05.678Z"),
  ...more,
});
const record = (more?: Partial<Action>) => db.transaction((trx) => recordAction(trx, action(more)));

/** Changes the log without its triggers, as a superuser can. */
const tamper = (statement: string) =>
  db.script(`
    ALTER TABLE platform.audit_log DISABLE TRIGGER ALL; ALTER TABLE platform.audit_head DISABLE TRIGGER ALL;
    ${statement};
    ALTER TABLE platform.audit_log ENABLE TRIGGER ALL; ALTER TABLE platform.audit_head ENABLE TRIGGER ALL`);
const empty = () =>
  tamper(
    `DELETE FROM platform.audit_log;
     UPDATE platform.audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')`,
  );
afterEach(empty);

test("an entry has actor, before, after and origin; a person's name is masked, a key's is not", async () => {
  await record();
  await record({ actor: { kind: "key", id: "k", name: "ERP" } });
  const [first, second] = await db.rows(listEntries, {});
  expect(first).toEqual({
    seq: 1,
    actor: { kind: "member", id: "01900000-0000-7000-8000-000000000001", name: "홍*동" },
    before: { price: 1 },
    after: { price: 2 },
    ip: "203.0.113.7",
  });
  expect(second?.actor).toEqual({ kind: "key", id: "k", name: "ERP" });
});

test("40 writers at the same time make one chain without gaps, also when half of them give up", async () => {
  const attempts = Array.from({ length: 40 }, (_, at) =>
    db.transaction(async (trx) => {
      await recordAction(trx, action({ subject: `variant:${at}` }));
      if (at % 2) throw new Error("changed my mind");
    }),
  );
  await Promise.allSettled(attempts);
  expect((await db.rows(listEntries, {})).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
  expect(await auditChain(db)).toEqual([]);
});

describe("with five entries", () => {
  beforeEach(async () => {
    for (let count = 0; count < 5; count += 1) await record({ subject: `variant:${count}` });
  });

  test.each([
    "UPDATE platform.audit_log SET subject = 'x'",
    "UPDATE platform.audit_log SET subject = 'x' WHERE false",
    "DELETE FROM platform.audit_log WHERE seq = 5",
    "TRUNCATE platform.audit_log",
    "DELETE FROM platform.audit_head",
    "TRUNCATE platform.audit_head",
    "UPDATE platform.audit_head SET seq = 2",
  ])("the database refuses: %s", async (statement) => {
    await expect(db.script(statement)).rejects.toMatchObject({ code: "23001" });
    expect(await auditChain(db)).toEqual([]);
  });

  test.each([
    ["another actor", `UPDATE platform.audit_log SET actor = '{"id": "x"}' WHERE seq = 3`],
    ["another moment", "UPDATE platform.audit_log SET at = at + interval '1 microsecond' WHERE seq = 3"],
    ["another value before", `UPDATE platform.audit_log SET before = '{"price": 2}' WHERE seq = 3`],
    ["a value taken out", "UPDATE platform.audit_log SET after = NULL WHERE seq = 3"],
    ["a JSON null for none", "UPDATE platform.audit_log SET reason = 'null' WHERE seq = 3"],
    ["another address", "UPDATE platform.audit_log SET ip = '10.0.0.1' WHERE seq = 3"],
    [
      "words moved between fields",
      "UPDATE platform.audit_log SET user_agent = NULL, reason = user_agent WHERE seq = 3",
    ],
  ])("%s in an entry is found at that entry", async (_name, statement) => {
    await tamper(statement);
    expect(await auditChain(db)).toEqual(["audit log: the chain breaks at entry 3: it was changed"]);
  });

  test("an entry that was rewritten with a right hash is found at the next one", async () => {
    await tamper(`UPDATE platform.audit_log SET reason = 'x' WHERE seq = 3;
      UPDATE platform.audit_log SET hash = platform.audit_hash(audit_log) WHERE seq = 3`);
    expect(await auditChain(db)).toEqual([
      "audit log: the chain breaks at entry 4: it does not follow the entry before it",
    ]);
  });

  test("an entry that was taken out is found, the first one too", async () => {
    await tamper("DELETE FROM platform.audit_log WHERE seq = 1");
    expect(await auditChain(db)).toEqual([
      "audit log: the chain breaks at entry 2: the entry before it is missing",
    ]);
  });

  test("last entries that were cut off are found", async () => {
    await tamper("DELETE FROM platform.audit_log WHERE seq > 3");
    expect(await auditChain(db)).toEqual(["audit log: its last entry is 3, but 5 were made"]);
  });

  test("a log that was emptied is found", async () => {
    await tamper("DELETE FROM platform.audit_log");
    expect(await auditChain(db)).toEqual(["audit log: its last entry is 0, but 5 were made"]);
  });
});
