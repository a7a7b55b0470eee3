"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { NameField, PhoneField } from "@/components/form/person-fields";
import { updateProfile } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { tidy } from "@/lib/fields";
import { isPhone } from "@/lib/phone";
import { ChangeForm } from "../form/change-form";
import { LabelledField } from "../form/text-field";
import { useChange } from "../form/use-change";

const choices = ["kakao", "sms", "off"] as const;

type Props = { name: string; phone: string; orderMessages: (typeof choices)[number] };

/** @param props.phone "" when the member has none */
export function ProfileForm({ name, phone, orderMessages }: Props) {
  const t = useTranslations("account.profile");
  const words = useTranslations("account.form");
  const auth = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ fields: { name: "name", phone: "phone" } });
  const errors = state.errors.fields;

  const check = (values: FormData) => {
    const typed = tidy(values.get("phone"));
    return {
      ...(tidy(values.get("name")) === "" ? { name: inputErrors("required") } : {}),
      ...(typed !== "" && !isPhone(typed) ? { phone: inputErrors("phone") } : {}),
    };
  };
  const send = (values: FormData) => {
    const profile = {
      name: tidy(values.get("name")),
      phone: tidy(values.get("phone")) || null,
      orderMessages: choices.find((each) => each === values.get("orderMessages")) ?? orderMessages,
    };
    return state.change({
      call: () => updateProfile(api, profile),
      done: words("saved"),
      after: () => router.refresh(),
    });
  };

  return (
    <ChangeForm
      check={check}
      labels={{ name: auth("name"), phone: auth("phone") }}
      send={send}
      state={state}
      submit={words("save")}
    >
      <div className="grid gap-5 md:grid-cols-2">
        <NameField defaultValue={name} error={errors.name} label={auth("name")} />
        <PhoneField defaultValue={phone} error={errors.phone} hint={t("phoneHint")} label={auth("phone")} />
      </div>
      <LabelledField hint={t("orderMessagesHint")} label={t("orderMessages")} name="orderMessages">
        {(field) => (
          <select {...field} defaultValue={orderMessages}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {t(`messageChoices.${choice}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
    </ChangeForm>
  );
}
