"use client";

import { type ReactNode, useState } from "react";

type Props = {
  name: string;
  /** What identifies the row for good, beside its name. */
  code: string;
  labels: { field: string; save: string; rename: string; renameOf: string };
  rename: (name: string) => Promise<void>;
  readOnly: boolean;
  /** Between the name and the actions; it stays while the name is typed. */
  note?: ReactNode;
  before?: ReactNode;
  after?: ReactNode;
};

export const ROW_ACTION = "inline-flex min-h-11 items-center px-2 text-sm text-link aria-disabled:opacity-40";

/** The name of a row, which is changed in its place, and the row's other actions around that one. */
export function RenamedName({ name, code, labels, rename, readOnly, note, before, after }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const submit = async () => {
    const next = typed?.trim() ?? "";
    setTyped(null);
    if (next !== "" && next !== name) await rename(next);
  };
  return (
    <>
      {typed === null ? (
        <span className="min-w-0 flex-1 basis-40">
          <span className="font-medium">{name}</span> <span className="text-sm text-soft">{code}</span>
        </span>
      ) : (
        <form
          className="flex min-w-0 flex-1 basis-56 gap-2"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <input
            aria-label={labels.field}
            // biome-ignore lint/a11y/noAutofocus: the button that was pressed makes place for the field
            autoFocus
            className="field min-h-11!"
            maxLength={60}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={({ key }) => key === "Escape" && setTyped(null)}
            value={typed}
          />
          <button className="button button-ink min-h-11! px-4!" type="submit">
            {labels.save}
          </button>
        </form>
      )}
      {note}
      {!readOnly && typed === null && (
        <span className="flex">
          {before}
          <button
            aria-label={labels.renameOf}
            className={ROW_ACTION}
            onClick={() => setTyped(name)}
            type="button"
          >
            {labels.rename}
          </button>
          {after}
        </span>
      )}
    </>
  );
}
