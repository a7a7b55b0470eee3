import { useTranslations } from "next-intl";
import { type ChangeEvent, useState } from "react";
import { TextArea } from "@/components/form/text-field";
import { MOST_LINES, type PastedCount, readCountLines } from "@/lib/admin/stock/count-lines";
import { textOf } from "@/lib/admin/stock/file-text";
import type { Miss } from "./find-stock";

type Props = {
  locked: boolean;
  /** Returns what could not be set. */
  setAll: (counts: readonly PastedCount[]) => Promise<readonly (Miss & { line: number })[]>;
};
type Report = { set: number; wrong: readonly { line: number; text: string }[] };

/** Counts of a list: pasted, or out of a file. Lines that are wrong are named; the others are taken. */
export function PasteCounts({ locked, setAll }: Props) {
  const t = useTranslations("stockTake");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);

  async function fill(): Promise<void> {
    const { counts, wrong } = readCountLines(text);
    if (busy || locked || counts.length + wrong.length === 0) return;
    if (counts.length > MOST_LINES)
      return setReport({
        set: 0,
        wrong: [{ line: MOST_LINES + 1, text: t("tooMany", { count: MOST_LINES }) }],
      });
    setBusy(true);
    const missed = await setAll(counts);
    const unread = wrong.map((each) => ({ ...each, text: t("unread", { text: each.text }) }));
    const unknown = missed.map(({ line, sku, reason }) => ({ line, text: t(`misses.${reason}`, { sku }) }));
    const all = [...unread, ...unknown].sort((one, other) => one.line - other.line);
    setBusy(false);
    setReport({ set: counts.length - missed.length, wrong: all });
    if (all.length === 0) setText("");
  }
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) setText(textOf(new Uint8Array(await file.arrayBuffer())));
    // The same file may be chosen again.
    target.value = "";
  };
  return (
    <form
      className="space-y-4"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void fill();
      }}
    >
      <TextArea
        hint={t("pasteHint")}
        label={t("paste")}
        name="counts"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        rows={4}
        spellCheck={false}
        value={text}
      />
      <div className="flex flex-wrap items-center gap-3">
        <button aria-disabled={busy || locked} className="button button-line" type="submit">
          {busy ? t("filling") : t("fill")}
        </button>
        <label className="button button-line focus-within:outline-2 focus-within:outline-offset-2">
          {t("choose")}
          <input accept=".csv,.tsv,.txt" className="sr-only" onChange={choose} type="file" />
        </label>
      </div>
      <div role="status">
        {report && <p className="text-[0.9375rem] font-medium">{t("filled", { count: report.set })}</p>}
        {report && report.wrong.length > 0 && (
          <ul className="mt-2 max-h-60 space-y-1 overflow-y-auto text-[0.9375rem] text-accent-deep">
            {report.wrong.map(({ line, text: words }) => (
              <li className="wrap-anywhere" key={line}>
                {t("wrongLine", { line, words })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </form>
  );
}
