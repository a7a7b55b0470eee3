"use client";

import { useTranslations } from "next-intl";
import { isUncertain, type Problem } from "@/lib/api/problem";

/** Why something was not done: `stale` where the edit was of an older version. */
export function useProblemWords(stale: string): (problem: Problem) => string {
  const form = useTranslations("form");
  return (problem) => {
    if (problem.status === 0) return form("offline");
    if (isUncertain(problem)) return form("unsure");
    return problem.code === "STALE_EDIT" ? stale : problem.title || form("unsure");
  };
}
