"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { Locale } from "@/i18n/routing";
import type { Api } from "./client.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The API as the browser reaches it: on the page's own origin, in the page's language. */
export function useApi(): Api {
  const locale = useLocale();
  return useMemo(() => apiOnDemand(locale), [locale]);
}

/** The client is loaded with the first call: most pages are left without one. */
function apiOnDemand(locale: Locale): Api {
  const load = async (): Promise<Api> => {
    const { createApi } = await import("./client.ts");
    return createApi("", locale, undefined, sendAgain);
  };
  const calls = METHODS.map((method) => [
    method,
    async (...input: unknown[]) => Reflect.apply((await load())[method], undefined, input),
  ]);
  // Each call passes on what it is given; the types are the client's own.
  return Object.fromEntries(calls) as Api;
}

/** Renews an expired access token once and repeats the call, as the member or else as a guest. */
async function sendAgain(input: RequestInfo | URL): Promise<Response> {
  const request = new Request(input);
  const again = request.clone();
  const answer = await fetch(request);
  if (answer.status !== 401 || (await codeOf(answer)) !== "UNAUTHENTICATED") return answer;
  const { renew } = await import("../session/browser-renewal.ts");
  return (await renew()) === "unchanged" ? answer : fetch(again);
}

async function codeOf(answer: Response): Promise<unknown> {
  if (!answer.headers.get("content-type")?.includes("json")) return undefined;
  const body: unknown = await answer.clone().json();
  return typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
}
