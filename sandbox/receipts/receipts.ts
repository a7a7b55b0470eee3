/**
 * Cash receipts of both protocols in one book, with their journal (`receipts.jsonl`):
 *   {"receipt": Receipt}     the new state of a receipt
 *   {"kept": {id, at, answer}}   the stored answer of an idempotency key
 * The sum of all `issued` less `canceled` is what the tax office knows. Amounts are won.
 */
import path from "node:path";
import { createIdempotency, type Idempotency, type StoredAnswer } from "../idempotency.ts";
import { type Journal, noJournal, openJournal, readJournal } from "../journal.ts";

export interface Receipt {
  /** The provider's name for it; at PortOne the shop's. */
  readonly key: string;
  readonly orderId: string;
  readonly type: "income" | "expense";
  readonly number: string;
  readonly issued: number;
  readonly canceled: number;
}

export interface ReceiptAnswer {
  readonly status: number;
  readonly body: object;
}

export interface ReceiptBook {
  readonly idempotency: Idempotency<ReceiptAnswer>;
  find(key: string): Receipt | undefined;
  list(): Receipt[];
  save(receipt: Receipt): void;
  close(): Promise<void>;
}

/** A refusal in neither protocol's words. */
export class ReceiptRefusal extends Error {
  override readonly name = "ReceiptRefusal";
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

type JournalRecord = { receipt: Receipt } | { kept: StoredAnswer<ReceiptAnswer> };

/** In memory alone when `dataDir` is null. */
export async function openReceiptBook(dataDir: string | null): Promise<ReceiptBook> {
  const receipts = new Map<string, Receipt>();
  let journal: Journal = noJournal;
  const rules = {
    accepts: (key: string) => key !== "" && key.length <= 300,
    invalid: () => new ReceiptRefusal("INVALID_IDEMPOTENCY_KEY"),
    running: () => new ReceiptRefusal("IDEMPOTENT_REQUEST_PROCESSING"),
    retentionMs: 15 * 24 * 60 * 60 * 1000,
  };
  const idempotency = createIdempotency<ReceiptAnswer>(rules, (kept) => journal.append({ kept }));

  function* records(): Generator<JournalRecord> {
    for (const receipt of receipts.values()) yield { receipt };
    for (const kept of idempotency.list()) yield { kept };
  }

  if (dataDir !== null) {
    const file = path.join(dataDir, "receipts.jsonl");
    for await (const each of readJournal(file)) {
      const record = each as JournalRecord;
      if ("receipt" in record) receipts.set(record.receipt.key, record.receipt);
      else idempotency.restore(record.kept);
    }
    journal = await openJournal(file, records());
  }

  return {
    idempotency,
    find: (key) => receipts.get(key),
    list: () => [...receipts.values()],
    save(receipt) {
      journal.append({ receipt });
      receipts.set(receipt.key, receipt);
    },
    close: () => journal.close(),
  };
}

export function issue(
  book: ReceiptBook,
  given: Pick<Receipt, "key" | "orderId" | "type" | "number" | "issued">,
): Receipt {
  if (book.find(given.key)) throw new ReceiptRefusal("ALREADY_ISSUED");
  const isRight = given.type === "income" ? /^01\d{8,9}$/ : /^\d{10}$/;
  if (!isRight.test(given.number)) throw new ReceiptRefusal("INVALID_NUMBER");
  const receipt = { ...given, canceled: 0 };
  book.save(receipt);
  return receipt;
}

/** Null: the rest. */
export function cancel(book: ReceiptBook, key: string, amount: number | null): Receipt {
  const receipt = book.find(key);
  if (!receipt) throw new ReceiptRefusal("NOT_FOUND");
  const rest = receipt.issued - receipt.canceled;
  if (rest === 0) throw new ReceiptRefusal("NOT_ISSUED");
  if ((amount ?? rest) > rest) throw new ReceiptRefusal("AMOUNT_TOO_LARGE");
  const after = { ...receipt, canceled: receipt.canceled + (amount ?? rest) };
  book.save(after);
  return after;
}
