"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { faultOf, lineOf, mergedSets, type SetLine, wordsOf } from "@/lib/admin/search/synonym-sets";
import { useApi } from "@/lib/api/browser";
import { isUncertain, type Problem } from "@/lib/api/problem";
import { readSynonyms, replaceSynonyms, type SynonymVersion } from "@/lib/api/synonyms";
import type { Outcome } from "../frame/toast";

type Faults = Readonly<Record<number, string>>;

/** The sets as they are typed, what is wrong with each, and how all are saved. */
export function useSynonyms(stored: SynonymVersion) {
  const t = useTranslations("synonyms");
  const form = useTranslations("form");
  const api = useApi();
  const nextKey = useRef(stored.sets.length);
  const [base, setBase] = useState(stored);
  const [lines, setLines] = useState(() => stored.sets.map((set, key) => ({ key, text: lineOf(set) })));
  const [faults, setFaults] = useState<Faults>({});
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged =
    lines.map(({ text }) => lineOf(wordsOf(text))).join("\n") !== base.sets.map(lineOf).join("\n");

  const newLine = (text = ""): SetLine => {
    nextKey.current += 1;
    return { key: nextKey.current, text };
  };
  const take = (version: SynonymVersion, sets = version.sets) => {
    setBase(version);
    setLines(sets.map((set) => newLine(lineOf(set))));
  };
  const type = (key: number, text: string) => {
    setLines((all) => all.map((line) => (line.key === key ? { key, text } : line)));
    setFaults(({ [key]: _mended, ...others }) => others);
  };
  const add = () => setLines((all) => [newLine(), ...all]);
  const remove = (key: number) => {
    const before = lines;
    setLines(lines.filter((line) => line.key !== key));
    const undo = () => {
      setLines(before);
      setOutcome(null);
    };
    setOutcome({ text: t("removed"), undo });
  };

  /** What the API finds wrong, at the set that it is about. */
  function refuse({ errors = [], ...problem }: Problem, sent: readonly SetLine[]): void {
    const found = errors.flatMap(({ pointer, code, message }) => {
      const line = sent[Number(/sets\/(\d+)/.exec(pointer)?.[1] ?? -1)];
      return line ? [[line.key, code === "DUPLICATE" ? t("faults.twice") : message]] : [];
    });
    setFaults(Object.fromEntries(found));
    const text =
      problem.status === 0
        ? form("offline")
        : isUncertain({ ...problem, errors })
          ? form("unsure")
          : problem.title;
    setOutcome({ text: found.length > 0 ? t("wrong", { count: found.length }) : text, failed: true });
  }

  async function save(): Promise<void> {
    if (busy) return;
    const wrong = lines.flatMap(({ key, text }) => {
      const fault = faultOf(text);
      return fault ? [[key, t(`faults.${fault}`)]] : [];
    });
    setFaults(Object.fromEntries(wrong));
    if (wrong.length > 0) return setOutcome({ text: t("wrong", { count: wrong.length }), failed: true });
    const sent = lines.filter(({ text }) => wordsOf(text).length > 0);
    const sets = sent.map(({ text }) => wordsOf(text));
    setBusy(true);
    const result = await replaceSynonyms(api, base.etag, sets);
    if (result.ok) {
      take(result.data);
      setOutcome({ text: t("saved") });
    } else if (result.problem.code === "STALE_EDIT") {
      const read = await readSynonyms(api);
      if (read.ok) take(read.data, mergedSets(base.sets, sets, read.data.sets));
      setOutcome({ text: t("stale"), failed: true });
    } else refuse(result.problem, sent);
    setBusy(false);
  }
  const dismiss = () => setOutcome(null);
  return { lines, faults, outcome, busy, isChanged, type, add, remove, save, dismiss };
}

export type SynonymForm = ReturnType<typeof useSynonyms>;
