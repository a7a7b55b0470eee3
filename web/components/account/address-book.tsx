"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { deleteAddress, updateAddress } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { Address } from "@/lib/api/types";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { AddressCard } from "./address-card";

/** The list of addresses. It takes the focus of a button that disappears with its address. */
export function AddressBook({ addresses }: { addresses: Address[] }) {
  const t = useTranslations("account.addresses");
  const api = useApi();
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  const { busy, notice, errors, change } = useChange();
  const after = () => {
    router.refresh();
    list.current?.focus();
  };

  return (
    <>
      <div className="*:not-empty:mb-4">
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
      <ul aria-label={t("list")} className="space-y-4" ref={list} tabIndex={-1}>
        {addresses.map((address) => (
          <li key={address.id}>
            <AddressCard
              address={address}
              busy={busy}
              makeDefault={() =>
                void change({
                  call: () => updateAddress(api, address.id, { isDefault: true }),
                  done: t("defaultMade"),
                  after,
                })
              }
              remove={() =>
                void change({ call: () => deleteAddress(api, address.id), done: t("deleted"), after })
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}
