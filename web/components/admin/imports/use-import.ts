"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { withColumn } from "@/lib/admin/imports/columns";
import { useApi } from "@/lib/api/browser";
import { checkImport, commitImport, readImport } from "@/lib/api/imports";
import type { ApiResult } from "@/lib/api/problem";
import type { ImportCheck, TableImport } from "@/lib/api/types";

/** How often a running import is read. */
const POLL_MS = 1_000;

/** An import and what staff do with it. A change of a column ends what a check found. */
export function useImport(stored: TableImport) {
  const form = useTranslations("form");
  const api = useApi();
  const [file, setFile] = useState(stored);
  const [mapping, setMapping] = useState(stored.mapping);
  const [check, setCheck] = useState<ImportCheck | null>(null);
  const [busy, setBusy] = useState<"check" | "commit" | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { id, status } = file;

  useEffect(() => {
    if (status !== "running") return;
    const timer = setInterval(async () => {
      const read = await readImport(api, id);
      if (read.ok) setFile(read.data);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [api, id, status]);

  async function run<T>(
    step: "check" | "commit",
    call: Promise<ApiResult<T>>,
    then: (data: T) => void,
  ): Promise<void> {
    setBusy(step);
    setRefusal(null);
    const result = await call;
    setBusy(null);
    if (result.ok) return then(result.data);
    const { errors, title } = result.problem;
    setRefusal(errors?.[0]?.message ?? (title || form("unsure")));
  }

  return {
    file,
    mapping,
    check,
    busy: busy !== null,
    step: busy,
    refusal,
    choose(field: string, column: string): void {
      setMapping(withColumn(mapping, field, column));
      setCheck(null);
    },
    runCheck: () => run("check", checkImport(api, id, mapping), setCheck),
    commit: () => run("commit", commitImport(api, id, check?.token ?? ""), setFile),
  };
}

export type ImportState = ReturnType<typeof useImport>;
