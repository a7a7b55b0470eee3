"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import {
  type AddressField,
  addressErrors,
  addressFields,
  changedAddress,
  MAX_ADDRESSES,
  newAddress,
  readAddress,
} from "@/lib/address";
import { insertAddress, updateAddress } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { Address } from "@/lib/api/types";
import { maxLengths } from "@/lib/fields";
import { localePath } from "@/lib/paths";
import { AddressFields } from "../address/address-fields";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { useInputMessages } from "../form/use-input-messages";
import { ShopLink } from "../ui/shop-link";

/** @param props.address the address to change; none for a new one */
export function AddressForm({ address }: { address?: Address }) {
  const t = useTranslations("account.addresses");
  const words = useTranslations("account.form");
  const fieldNames = useTranslations("address.fields");
  const inputMessages = useInputMessages();
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const state = useChange<AddressField>({
    fields: Object.fromEntries(addressFields.map((field) => [field, field])),
    codes: { ADDRESS_LIMIT: t("full", { most: MAX_ADDRESSES }) },
  });
  const labels = Object.fromEntries(addressFields.map((field) => [field, fieldNames(field)])) as Record<
    AddressField,
    string
  >;
  const errors = state.errors.fields;

  const send = (form: FormData) => {
    const values = readAddress(form);
    const isDefault = form.get("isDefault") === "on";
    // The list of addresses follows, which shows the address in its place.
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
      check={(form) => inputMessages(addressErrors(readAddress(form)))}
      labels={labels}
      send={send}
      state={state}
      submit={words("save")}
    >
      <AddressFields
        errors={errors}
        initial={address ?? {}}
        memo="text"
        phone={{
          name: "phone",
          label: labels.phone,
          error: errors.phone,
          defaultValue: address?.phone ?? "",
          placeholder: "010-0000-0000",
          required: true,
        }}
      >
        <div className="md:col-span-2">
          <TextField
            defaultValue={address?.label ?? ""}
            error={errors.label}
            hint={t("labelHint")}
            label={labels.label}
            maxLength={maxLengths.label}
            name="label"
            placeholder={t("labelExample")}
          />
        </div>
      </AddressFields>
      {!address?.isDefault && (
        <label className="inline-flex min-h-11 items-center gap-3">
          <input className="size-5 accent-ink" name="isDefault" type="checkbox" />
          {t("asDefault")}
        </label>
      )}
    </ChangeForm>
  );
}
