/**
 * The payments of one provider in memory, and their records in its journal:
 *   {"payment": DirectPayment}          the new state of the payment
 *   {"kept": {id, at, answer}}          the stored answer of an idempotency key
 */
import path from "node:path";
import { createIdempotency, type Idempotency, type StoredAnswer } from "../idempotency.ts";
import { type Journal, noJournal, openJournal, readJournal } from "../journal.ts";
import { type DirectPayment, DirectRefusal } from "./payment.ts";
import type { ApiAnswer, Protocol } from "./protocol.ts";

export interface DirectStore {
  readonly idempotency: Idempotency<ApiAnswer>;
  /** Throws NOT_FOUND. */
  get(id: string): DirectPayment;
  find(id: string): DirectPayment | undefined;
  list(): Iterable<DirectPayment>;
  save(payment: DirectPayment): void;
  close(): Promise<void>;
}

type JournalRecord = { payment: DirectPayment } | { kept: StoredAnswer<ApiAnswer> };

const MAX_KEY_LENGTH = 256;

/** Opens the store in `dataDir`, or in memory alone when it is null. */
export async function openDirectStore(
  dataDir: string | null,
  { name, retentionMs }: Pick<Protocol, "name" | "retentionMs">,
): Promise<DirectStore> {
  const payments = new Map<string, DirectPayment>();
  let journal: Journal = noJournal;
  const rules = {
    accepts: (key: string) => key !== "" && key.length <= MAX_KEY_LENGTH,
    invalid: () => new DirectRefusal("INVALID_KEY"),
    running: () => new DirectRefusal("KEY_IN_USE"),
    retentionMs,
  };
  const idempotency = createIdempotency<ApiAnswer>(rules, (kept) => journal.append({ kept }));

  function* records(): Generator<JournalRecord> {
    for (const payment of payments.values()) yield { payment };
    for (const kept of idempotency.list()) yield { kept };
  }

  if (dataDir !== null) {
    const file = path.join(dataDir, `${name}.jsonl`);
    for await (const each of readJournal(file)) {
      const record = each as JournalRecord;
      if ("payment" in record) payments.set(record.payment.id, record.payment);
      else idempotency.restore(record.kept);
    }
    journal = await openJournal(file, records());
  }

  return {
    idempotency,
    get(id) {
      const payment = payments.get(id);
      if (payment === undefined) throw new DirectRefusal("NOT_FOUND");
      return payment;
    },
    find: (id) => payments.get(id),
    list: () => payments.values(),
    save(payment) {
      journal.append({ payment });
      payments.set(payment.id, payment);
    },
    close: () => journal.close(),
  };
}
