/**
 * The state of the sandbox in memory, and its records in the journal:
 *   {"payment": Payment}                     the new state of the payment
 *   {"kept": {id, at}, "of": paymentKey}     the stored answer of a key: the payment as it is at this line
 *   {"kept": {id, at, answer}}               the stored answer of a key, in full
 */
import path from "node:path";
import { createIdempotency, type Idempotency, type StoredAnswer } from "../idempotency.ts";
import { type Journal, noJournal, openJournal, readJournal } from "../journal.ts";
import type { CallResult } from "./call-result.ts";
import { TossError } from "./errors.ts";
import { type Movement, occupiesOrder, type Payment } from "./payments.ts";

export interface Store {
  readonly idempotency: Idempotency<CallResult>;
  find(paymentKey: string): Payment | undefined;
  /** The payment that occupies the order id, else the latest attempt. */
  findByOrder(orderId: string): Payment | undefined;
  list(): Iterable<Payment>;
  /** The payments that wait for their confirm. */
  listInProgress(): Payment[];
  save(payment: Payment): void;
  /** Movements with `from ≤ at < to` in the order of time, after the one named `after`. */
  movements(
    from: number,
    to: number,
    after: string | null,
    limit: number,
  ): { payment: Payment; movement: Movement }[];
  close(): Promise<void>;
}

type JournalRecord =
  | { payment: Payment }
  | { kept: { id: string; at: number }; of: string }
  | { kept: StoredAnswer<CallResult>; of?: undefined };

const KEY_RULES = {
  accepts: (key: string) => key !== "" && key.length <= 300,
  invalid: () => new TossError("INVALID_IDEMPOTENCY_KEY"),
  running: () => new TossError("IDEMPOTENT_REQUEST_PROCESSING"),
  retentionMs: 15 * 24 * 60 * 60 * 1000,
} as const;

/** Opens the store in `dataDir`, or in memory alone when it is null. */
export async function openStore(dataDir: string | null): Promise<Store> {
  const payments = new Map<string, Payment>();
  const orders = new Map<string, string>();
  const inProgress = new Set<string>();
  const ledger: { paymentKey: string; movement: Movement }[] = [];
  let journal: Journal = noJournal;

  /** An answer that shows the current payment does not repeat it. */
  function answerRecord({ id, at, answer }: StoredAnswer<CallResult>): JournalRecord {
    const current = answer.kind === "payment" && payments.get(answer.payment.paymentKey) === answer.payment;
    return current ? { kept: { id, at }, of: answer.payment.paymentKey } : { kept: { id, at, answer } };
  }

  const idempotency = createIdempotency<CallResult>(KEY_RULES, (stored) =>
    journal.append(answerRecord(stored)),
  );

  function remember(payment: Payment): void {
    const known = payments.get(payment.paymentKey)?.ledger.length ?? 0;
    for (const movement of payment.ledger.slice(known))
      ledger.push({ paymentKey: payment.paymentKey, movement });
    payments.set(payment.paymentKey, payment);
    if (payment.status === "IN_PROGRESS") inProgress.add(payment.paymentKey);
    else inProgress.delete(payment.paymentKey);
    const holder = payments.get(orders.get(payment.orderId) ?? "");
    if (holder === undefined || !occupiesOrder(holder)) orders.set(payment.orderId, payment.paymentKey);
  }

  function replay(record: JournalRecord): void {
    if ("payment" in record) remember(record.payment);
    else if (record.of === undefined) idempotency.restore(record.kept);
    else {
      const payment = payments.get(record.of);
      if (payment === undefined) throw new Error(`the journal names payment ${record.of} before it appears`);
      idempotency.restore({ ...record.kept, answer: { kind: "payment", payment } });
    }
  }

  function* records(): Generator<JournalRecord> {
    for (const payment of payments.values()) yield { payment };
    for (const stored of idempotency.list()) yield answerRecord(stored);
  }

  if (dataDir !== null) {
    const file = path.join(dataDir, "payments.jsonl");
    for await (const record of readJournal(file)) replay(record as JournalRecord);
    ledger.sort((a, b) => a.movement.at - b.movement.at);
    journal = await openJournal(file, records());
  }

  return {
    idempotency,
    find: (paymentKey) => payments.get(paymentKey),
    findByOrder: (orderId) => payments.get(orders.get(orderId) ?? ""),
    list: () => payments.values(),
    listInProgress: () => [...inProgress].flatMap((paymentKey) => payments.get(paymentKey) ?? []),
    save(payment) {
      journal.append({ payment });
      remember(payment);
    },
    movements(from, to, after, limit) {
      const start =
        after === null ? 0 : ledger.findIndex(({ movement }) => movement.transactionKey === after) + 1;
      const page: { payment: Payment; movement: Movement }[] = [];
      for (let index = start; index < ledger.length && page.length < limit; index += 1) {
        const entry = ledger[index];
        const payment = entry && payments.get(entry.paymentKey);
        if (entry && payment && entry.movement.at >= from && entry.movement.at < to) {
          page.push({ payment, movement: entry.movement });
        }
      }
      return page;
    },
    close: () => journal.close(),
  };
}
