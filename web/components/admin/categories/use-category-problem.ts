"use client";

import { useTranslations } from "next-intl";
import { fieldNames, fieldsByPlace } from "@/lib/admin/categories/category-fields";
import type { Problem } from "@/lib/api/problem";
import { useProblemWords } from "../frame/use-problem-words";

/** Why a category was not changed, in the words of the room. */
export function useCategoryProblem(): (problem: Problem, name: string) => string {
  const t = useTranslations("categories");
  const wordsOf = useProblemWords("");
  const fieldOf = (pointer: string): string => {
    const place = pointer.slice(1);
    const known = fieldNames.find((each) => each === fieldsByPlace[place]);
    return known ? t(`fields.${known}`) : t("place");
  };
  return (problem, name) => {
    const { code, differences, errors } = problem;
    if (code === "STALE_EDIT") {
      const fields = [...new Set((differences ?? []).map(({ pointer }) => fieldOf(pointer)))].join(", ");
      return fields === "" ? t("staleAny", { name }) : t("stale", { name, fields });
    }
    if (code === "NOT_FOUND") return t("gone", { name });
    if (code === "SLUG_TAKEN") return t("slugTaken");
    if (code === "CATEGORY_NOT_EMPTY") return t("notEmpty", { name });
    return errors?.[0]?.message ?? wordsOf(problem);
  };
}
