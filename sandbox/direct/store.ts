/** The payments of one provider, in the book `<name>.jsonl` under the name `payment`. */
import path from "node:path";
import { type Book, openBook } from "../book.ts";
import { type DirectPayment, DirectRefusal } from "./payment.ts";
import type { ApiAnswer, Protocol } from "./protocol.ts";

export interface DirectStore extends Book<DirectPayment, ApiAnswer> {
  /** Throws NOT_FOUND. */
  get(id: string): DirectPayment;
}

const MAX_KEY_LENGTH = 256;

/** Opens the store in `dataDir`, or in memory alone when it is null. */
export async function openDirectStore(
  dataDir: string | null,
  { name, retentionMs }: Pick<Protocol, "name" | "retentionMs">,
): Promise<DirectStore> {
  const book = await openBook<DirectPayment, ApiAnswer>({
    file: dataDir && path.join(dataDir, `${name}.jsonl`),
    name: "payment",
    keyOf: ({ id }) => id,
    rules: {
      accepts: (key) => key !== "" && key.length <= MAX_KEY_LENGTH,
      invalid: () => new DirectRefusal("INVALID_KEY"),
      running: () => new DirectRefusal("KEY_IN_USE"),
      retentionMs,
    },
  });
  return {
    ...book,
    get(id) {
      const payment = book.find(id);
      if (payment === undefined) throw new DirectRefusal("NOT_FOUND");
      return payment;
    },
  };
}
