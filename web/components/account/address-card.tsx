"use client";

import { useTranslations } from "next-intl";
import type { Address } from "@/lib/api/types";
import { ShopLink } from "../ui/shop-link";
import { ConfirmButton } from "./confirm-button";

const ACTION = "inline-flex min-h-11 items-center px-2 text-[0.9375rem] text-link";

type Props = { address: Address; busy: boolean; remove: () => void; makeDefault: () => void };

/** One address of the book, with its actions. */
export function AddressCard({ address, busy, remove, makeDefault }: Props) {
  const t = useTranslations("account.addresses");
  const name = address.label ?? address.recipient;

  return (
    <article aria-label={name} className="rounded-lg border border-line bg-white p-5">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="text-[1.0625rem]">{name}</strong>
        {address.isDefault && (
          <span className="rounded-sm bg-leaf-wash px-2 py-0.5 text-[0.8125rem] font-semibold text-leaf">
            {t("default")}
          </span>
        )}
      </p>
      <p className="mt-2">
        ({address.postcode}) {[address.address1, address.address2].filter(Boolean).join(", ")}
      </p>
      <p className="mt-1 text-[0.9375rem] text-soft">
        {address.recipient} · <span className="tabular-nums">{address.phone}</span>
      </p>
      {address.memo && (
        <p className="mt-1 text-[0.9375rem] text-soft">{t("memoIs", { memo: address.memo })}</p>
      )}
      <div className="mt-2 -ml-2 flex flex-wrap items-center">
        <ShopLink
          aria-label={t("editOf", { name })}
          className={ACTION}
          href={`/account/addresses/${address.id}`}
        >
          {t("edit")}
        </ShopLink>
        <ConfirmButton
          act={remove}
          busy={busy}
          className={ACTION}
          confirm={t("delete")}
          label={t("deleteOf", { name })}
          text={t("deleteText")}
          title={t("deleteTitle", { name })}
        >
          {t("delete")}
        </ConfirmButton>
        {!address.isDefault && (
          <button
            aria-disabled={busy}
            aria-label={t("makeDefaultOf", { name })}
            className={ACTION}
            onClick={makeDefault}
            type="button"
          >
            {t("makeDefault")}
          </button>
        )}
      </div>
    </article>
  );
}
