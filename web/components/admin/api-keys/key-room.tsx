"use client";

import { useTranslations } from "next-intl";
import { useStepUp } from "@/components/auth/step-up";
import { isOver, keyStateOf } from "@/lib/admin/api-keys/key-state";
import { listApiKeys, revokeApiKey } from "@/lib/api/api-keys";
import { useApi } from "@/lib/api/browser";
import type { ApiKey } from "@/lib/api/types";
import { NoRows } from "../frame/no-rows";
import { RoomCard } from "../frame/room-card";
import { Toast } from "../frame/toast";
import { useStoredRows } from "../frame/use-stored-rows";
import { CurlLine } from "./curl-line";
import { KeyRow } from "./key-row";
import { NewKey } from "./new-key";

type Props = {
  keys: readonly ApiKey[];
  /** The permissions of the visitor. */
  held: readonly string[];
  shopUrl: string;
  /** When the page was drawn, in milliseconds since 1970. */
  now: number;
};

/** The keys of programs that work with the shop, and a form for a new one. */
export function KeyRoom({ keys, held, shopUrl, now }: Props) {
  const t = useTranslations("adminApiKeys");
  const api = useApi();
  const { guarded, dialog } = useStepUp();
  const { rows, outcome, dismiss, reload, settle } = useStoredRows({
    stored: keys,
    list: () => listApiKeys(api),
    stale: t("stale"),
  });
  const revoke = ({ id, name }: Pick<ApiKey, "id" | "name">) =>
    settle(
      () => guarded(() => revokeApiKey(api, id)),
      () => ({ text: t("revoked", { name }) }),
    );
  const over = rows.filter((row) => isOver(keyStateOf(row, now)));
  const working = rows.filter((row) => !over.includes(row));
  const list = (label: string, shown: readonly ApiKey[]) => (
    <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-white">
      {shown.map((row) => (
        <KeyRow audited={held.includes("audit:read")} key={row.id} now={now} revoke={revoke} row={row} />
      ))}
    </ul>
  );
  return (
    <div className="space-y-6">
      <section aria-labelledby="working-keys">
        <h2 className="mb-3 text-lg font-bold" id="working-keys">
          {t("working")}
        </h2>
        {working.length > 0 ? list(t("working"), working) : <NoKeys shopUrl={shopUrl} />}
      </section>
      <RoomCard id="new-key" title={t("newTitle")}>
        <NewKey guarded={guarded} held={held} made={reload} shopUrl={shopUrl} />
      </RoomCard>
      {over.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
            {t("over", { count: over.length })}
          </summary>
          {list(t("over", { count: over.length }), over)}
        </details>
      )}
      {dialog}
      <Toast dismiss={dismiss} outcome={outcome} />
    </div>
  );
}

function NoKeys({ shopUrl }: { shopUrl: string }) {
  const t = useTranslations("adminApiKeys");
  return (
    <NoRows text={t("none")}>
      <CurlLine path="/api/v1/admin/products" shopUrl={shopUrl} text={t("noneTry")} />
    </NoRows>
  );
}
