"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import {
  type AddressField,
  addressComplaints,
  addressFields,
  changedAddress,
  mostAddresses,
  newAddress,
  readAddress,
} from "@/lib/account/address";
import { insertAddress, updateAddress } from "@/lib/account/calls";
import type { Address } from "@/lib/account/types";
import { useApi } from "@/lib/api/browser";
import { localePath } from "@/lib/paths";
import { ChangeForm } from "../form/change-form";
import { useChange } from "../form/use-change";
import { ShopLink } from "../ui/shop-link";
import { AddressFields } from "./address-fields";

type Props = {
  /** The one to change; none for a new one. */
  address?: Address;
  memos: string[];
};

/** The book's own page is where one goes afterwards: the address is seen in its place. */
export function AddressForm({ address, memos }: Props) {
  const t = useTranslations("account.addresses");
  const words = useTranslations("account.form");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const state = useChange<AddressField>({
    fields: Object.fromEntries(addressFields.map((field) => [field, field])),
    codes: { ADDRESS_LIMIT: t("full", { most: mostAddresses }) },
  });
  const labels = Object.fromEntries(addressFields.map((field) => [field, t(`fields.${field}`)])) as Record<
    AddressField,
    string
  >;

  const check = (values: FormData) =>
    Object.fromEntries(
      Object.entries(addressComplaints(readAddress(values))).map(([field, complaint]) => [
        field,
        inputErrors(complaint),
      ]),
    );
  const send = (form: FormData) => {
    const values = readAddress(form);
    const isDefault = form.get("isDefault") === "on";
    return state.change({
      call: () =>
        address
          ? updateAddress(api, address.id, changedAddress(values, isDefault && !address.isDefault))
          : insertAddress(api, newAddress(values, isDefault)),
      after: () => {
        router.push(localePath(locale, "/account/addresses"));
        router.refresh();
      },
    });
  };

  return (
    <ChangeForm
      beside={
        <ShopLink className="button button-line" href="/account/addresses">
          {words("cancel")}
        </ShopLink>
      }
      check={check}
      labels={labels}
      send={send}
      state={state}
      submit={words("save")}
    >
      <AddressFields errors={state.errors.fields} initial={address} labels={labels} memos={memos} />
      {!address?.isDefault && (
        <label className="inline-flex min-h-11 items-center gap-3">
          <input className="size-5 accent-ink" name="isDefault" type="checkbox" />
          {t("asDefault")}
        </label>
      )}
    </ChangeForm>
  );
}
