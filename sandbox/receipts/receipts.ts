/**
 * Cash receipts of both protocols in one book, `receipts.jsonl`, under the name `receipt`. The sum of all
 * `issued` less `canceled` is what the tax office knows. Amounts are won.
 */
import path from "node:path";
import { type Book, openBook } from "../book.ts";

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

export type ReceiptBook = Book<Receipt, ReceiptAnswer>;

/** A refusal in neither protocol's words. */
export class ReceiptRefusal extends Error {
  override readonly name = "ReceiptRefusal";
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** In memory alone when `dataDir` is null. */
export const openReceiptBook = (dataDir: string | null): Promise<ReceiptBook> =>
  openBook<Receipt, ReceiptAnswer>({
    file: dataDir && path.join(dataDir, "receipts.jsonl"),
    name: "receipt",
    keyOf: ({ key }) => key,
    rules: {
      accepts: (key) => key !== "" && key.length <= 300,
      invalid: () => new ReceiptRefusal("INVALID_IDEMPOTENCY_KEY"),
      running: () => new ReceiptRefusal("IDEMPOTENT_REQUEST_PROCESSING"),
      retentionMs: 15 * 24 * 60 * 60 * 1000,
    },
  });

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
