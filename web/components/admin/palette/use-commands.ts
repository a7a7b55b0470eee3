"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { actionsOf, matching } from "@/lib/admin/commands";
import { roomsOf } from "@/lib/admin/rooms";
import { holds } from "@/lib/admin/tasks";
import { useApi } from "@/lib/api/browser";
import { listStaffProducts } from "@/lib/api/products";
import type { StaffProductCard } from "@/lib/api/types";

export type Command = { key: string; label: string; kind: string; path: string };

const PAUSE_MS = 150;
const MOST_PRODUCTS = 6;

/** Rooms and actions with what was typed in their names, then products that the search finds. */
export function useCommands(permissions: readonly string[], typed: string): Command[] {
  const t = useTranslations("palette");
  const rooms = useTranslations("adminFrame.rooms");
  const products = useFoundProducts(permissions, typed);
  const known = [
    ...roomsOf(permissions).map(({ name, path }) => ({
      key: path,
      label: rooms(name),
      kind: t("room"),
      path,
      words: `${rooms(name)} ${path}`,
    })),
    ...actionsOf(permissions).map(({ name, path }) => ({
      key: name,
      label: t(`actions.${name}`),
      kind: t("action"),
      path,
      words: `${t(`actions.${name}`)} ${path}`,
    })),
  ];
  return [
    ...matching(known, typed),
    ...products.map(({ id, name }) => ({
      key: id,
      label: name,
      kind: t("product"),
      path: `/admin/products/${id}`,
    })),
  ];
}

function useFoundProducts(permissions: readonly string[], typed: string): readonly StaffProductCard[] {
  const api = useApi();
  const [found, setFound] = useState<readonly StaffProductCard[]>([]);
  const q = holds({ permissions }, "product:read") ? typed.trim().slice(0, 64) : "";
  useEffect(() => {
    setFound([]);
    if (q === "") return;
    let isLate = false;
    const pause = setTimeout(async () => {
      const result = await listStaffProducts(api, { q, limit: MOST_PRODUCTS });
      if (!isLate && result.ok) setFound(result.data.items);
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(pause);
    };
  }, [api, q]);
  return found;
}
