"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ShopLink } from "@/components/ui/shop-link";
import { isOver, keyStateOf, lostBy, type ShownKey } from "@/lib/admin/api-keys/key-state";
import { listAddress } from "@/lib/admin/list-address";
import { keyTones } from "@/lib/admin/status-tones";
import { AskedAct } from "../frame/ask-first";
import { Mark } from "../frame/mark";
import { When } from "../frame/when";
import { usePermissionName } from "./use-permission-name";

type Props = {
  row: ShownKey;
  /** When the page was drawn, in milliseconds since 1970. */
  now: number;
  /** Whether the visitor may read what the key changed. */
  audited: boolean;
  revoke: (row: ShownKey) => Promise<void>;
};

/** One key: what it may do, who made it, and how it fares. */
export function KeyRow({ row, now, audited, revoke }: Props) {
  const t = useTranslations("adminApiKeys");
  const nameOf = usePermissionName();
  const state = keyStateOf(row, now);
  const over = isOver(state);
  const lost = lostBy(row);
  return (
    <li className="px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-semibold wrap-anywhere">{row.name}</h3>
        {row.beginning !== undefined && <code className="text-[0.8125rem] text-soft">{row.beginning}…</code>}
        <Mark tone={keyTones[state]}>{t(`states.${state}`)}</Mark>
      </div>
      <p className="mt-1 text-[0.9375rem]">{row.permissions.map(nameOf).join(", ")}</p>
      {!over && lost.length > 0 && (
        <p className="mt-1 text-sm text-accent-deep">{t("lost", { names: lost.map(nameOf).join(", ") })}</p>
      )}
      <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
        <Fact name={t("madeBy")}>
          {row.createdBy.name} · <When at={row.createdAt} day />
        </Fact>
        <Fact name={t("lastUse")}>{row.lastUsedAt ? <When at={row.lastUsedAt} /> : t("never")}</Fact>
        <Fact name={row.revokedAt ? t("revokedAt") : t("expires")}>
          <When at={row.revokedAt ?? row.expiresAt} day={row.revokedAt === null} />
        </Fact>
      </dl>
      <div className="mt-1 flex flex-wrap items-center gap-x-4">
        {audited && (
          <ShopLink
            className="inline-flex min-h-11 items-center text-[0.9375rem] text-link"
            href={listAddress("/admin/audit", { actor: row.id })}
          >
            {t("changes")}
            <span className="sr-only">: {row.name}</span>
          </ShopLink>
        )}
        {!over && (
          <AskedAct
            act={() => revoke(row)}
            label={t("revoke")}
            no={t("keep")}
            text={t("revokeText")}
            title={t("revokeTitle", { name: row.name })}
          />
        )}
      </div>
    </li>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex flex-wrap gap-x-1.5">
    <dt>{name}</dt>
    <dd className="text-ink">{children}</dd>
  </div>
);
