"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { type Api, createApi } from "./client.ts";

/** The API as the browser reaches it: on the page's own origin, in the language of the page. */
export function useApi(): Api {
  const locale = useLocale();
  return useMemo(() => createApi("", locale), [locale]);
}
