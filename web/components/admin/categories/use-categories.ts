"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { reverseOf } from "@/lib/admin/categories/category-fields";
import { withPlace } from "@/lib/admin/categories/category-tree";
import { useApi } from "@/lib/api/browser";
import { createCategory, deleteCategory, editCategory } from "@/lib/api/categories";
import type { ApiResult } from "@/lib/api/problem";
import { listStaffCategories } from "@/lib/api/products";
import type { CategoryEdit, NewCategoryRequest, StaffCategory } from "@/lib/api/types";
import type { Outcome } from "../frame/toast";
import { useCategoryProblem } from "./use-category-problem";

const withEdit = (rows: readonly StaffCategory[], id: string, edit: CategoryEdit): StaffCategory[] => {
  const { parentId, position, ...texts } = edit;
  const edited = rows.map((row) => (row.id === id ? ({ ...row, ...texts } as StaffCategory) : row));
  const own = edited.find((row) => row.id === id);
  if (!own || (parentId === undefined && position === undefined)) return edited;
  return withPlace(edited, id, parentId === undefined ? own.parentId : parentId, position);
};

/**
 * The categories as this page shows them. An edit is shown at once and sent after those before it; if it is
 * refused, the page shows what is stored.
 */
export function useCategories(stored: readonly StaffCategory[]) {
  const t = useTranslations("categories");
  const wordsOf = useCategoryProblem();
  const api = useApi();
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // What the next edit begins with: state is a render behind, and several edits may wait.
  const latest = useRef(stored);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const show = (next: readonly StaffCategory[]) => {
    latest.current = next;
    setRows(next);
  };
  const put = (row: StaffCategory) =>
    show(latest.current.map((each) => (each.id === row.id ? { ...row, position: each.position } : each)));
  const versionOf = (id: string) => ({ id, etag: latest.current.find((row) => row.id === id)?.etag ?? "" });
  const inTurn = <T>(call: () => Promise<ApiResult<T>>): Promise<ApiResult<T>> => {
    const result = queue.current.then(call);
    queue.current = result;
    return result;
  };

  /** Shows what is stored now; `before` when the shop does not answer. */
  async function reload(before: readonly StaffCategory[]): Promise<void> {
    const read = await listStaffCategories(api);
    show(read.ok ? read.data.items : before);
  }

  /** `inForm`: a form shows why it was refused. */
  async function edit(
    id: string,
    change: CategoryEdit,
    done: string,
    inForm = false,
  ): Promise<ApiResult<StaffCategory>> {
    const before = latest.current;
    const was = before.find((row) => row.id === id);
    setOutcome(null);
    show(withEdit(before, id, change));
    const result = await inTurn(() => editCategory(api, versionOf(id), change));
    if (result.ok) {
      put(result.data);
      const undo = was && (() => void edit(id, reverseOf(was, change), t("undone")));
      setOutcome({ text: done, ...(undo && { undo }) });
      return result;
    }
    await reload(before);
    const title = wordsOf(result.problem, was?.name ?? "");
    if (!inForm) setOutcome({ text: title, failed: true });
    return { ok: false, problem: { ...result.problem, title } };
  }

  async function create(input: NewCategoryRequest): Promise<ApiResult<StaffCategory>> {
    setOutcome(null);
    const result = await inTurn(() => createCategory(api, input));
    if (result.ok) {
      const { id, parentId, name } = result.data;
      show(withPlace([...latest.current, result.data], id, parentId ?? null));
      setOutcome({ text: t("created", { name }) });
    }
    return result;
  }

  async function remove(id: string, moveTo: string | null): Promise<boolean> {
    const before = latest.current;
    const name = before.find((row) => row.id === id)?.name ?? "";
    setOutcome(null);
    const result = await inTurn(() => deleteCategory(api, versionOf(id), moveTo));
    await reload(before.filter((row) => row.id !== id || !result.ok));
    setOutcome(
      result.ok ? { text: t("deleted", { name }) } : { text: wordsOf(result.problem, name), failed: true },
    );
    return result.ok;
  }
  const dismiss = () => setOutcome(null);
  return { rows, outcome, dismiss, edit, create, remove };
}

export type CategoryList = ReturnType<typeof useCategories>;
