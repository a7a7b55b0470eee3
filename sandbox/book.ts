/**
 * Entries by their keys, in memory, with the stored answers of idempotency keys, and their journal:
 *   {"<name>": Entry}            the new state of the entry
 *   {"kept": {id, at, answer}}   the stored answer of an idempotency key
 */
import { createIdempotency, type Idempotency, type KeyRules, type StoredAnswer } from "./idempotency.ts";
import { type Journal, noJournal, openJournal, readJournal } from "./journal.ts";

export interface Book<Entry, Answer> {
  readonly idempotency: Idempotency<Answer>;
  find(key: string): Entry | undefined;
  list(): Entry[];
  save(entry: Entry): void;
  close(): Promise<void>;
}

interface BookOptions<Entry> {
  /** Of the journal; null: in memory alone. */
  readonly file: string | null;
  /** What an entry is called in the journal. */
  readonly name: string;
  readonly keyOf: (entry: Entry) => string;
  readonly rules: KeyRules;
}

/** Errors: the journal is damaged or cannot be written. */
export async function openBook<Entry, Answer>({
  file,
  name,
  keyOf,
  rules,
}: BookOptions<Entry>): Promise<Book<Entry, Answer>> {
  const entries = new Map<string, Entry>();
  let journal: Journal = noJournal;
  const idempotency = createIdempotency<Answer>(rules, (kept) => journal.append({ kept }));

  function* records(): Generator<object> {
    for (const entry of entries.values()) yield { [name]: entry };
    for (const kept of idempotency.list()) yield { kept };
  }

  if (file !== null) {
    for await (const record of readJournal(file)) {
      const { [name]: entry, kept } = record as Record<string, unknown>;
      if (entry !== undefined) entries.set(keyOf(entry as Entry), entry as Entry);
      else idempotency.restore(kept as StoredAnswer<Answer>);
    }
    journal = await openJournal(file, records());
  }

  return {
    idempotency,
    find: (key) => entries.get(key),
    list: () => [...entries.values()],
    save(entry) {
      journal.append({ [name]: entry });
      entries.set(keyOf(entry), entry);
    },
    close: () => journal.close(),
  };
}
