"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { deviceWords } from "@/lib/account/device";
import { registerPasskey } from "@/lib/account/passkey";
import { deletePasskey } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { Passkey } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { useStepUp } from "../auth/step-up";
import { ChangeForm } from "../form/change-form";
import { Notice, Refusal } from "../form/notice";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { PasskeyRow } from "./passkey-row";

/** The member's passkeys, and the form that adds one. */
export function Passkeys({ passkeys }: { passkeys: Passkey[] }) {
  const t = useTranslations("account.security");
  const api = useApi();
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const { guarded, dialog } = useStepUp();
  const { busy, notice, errors, change } = useChange();
  const [possible, setPossible] = useState(true);
  // A removal can make the message of the form below wrong, so the form is mounted again.
  const [removals, setRemovals] = useState(0);

  useEffect(() => setPossible("PublicKeyCredential" in window), []);

  const remove = ({ id }: Passkey) =>
    change({
      call: () => guarded(() => deletePasskey(api, id)),
      done: t("removed"),
      after: () => {
        router.refresh();
        setRemovals(removals + 1);
        // The focused button disappears with its passkey.
        list.current?.focus();
      },
    });

  return (
    <div ref={list} tabIndex={-1}>
      {passkeys.length === 0 ? (
        <p className="text-[0.9375rem]">{t("noPasskeys")}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <PasskeyRow busy={busy} passkey={passkey} remove={() => void remove(passkey)} />
            </li>
          ))}
        </ul>
      )}
      <div className="*:not-empty:mt-3">
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
      <div className="mt-6">
        {possible ? <NewPasskey guarded={guarded} key={removals} /> : <p>{t("noWebAuthn")}</p>}
      </div>
      {dialog}
    </div>
  );
}

function NewPasskey({ guarded }: { guarded: ReturnType<typeof useStepUp>["guarded"] }) {
  const t = useTranslations("account.security");
  const words = useTranslations("account.form");
  const api = useApi();
  const router = useRouter();
  const [device, setDevice] = useState("");
  const state = useChange({
    fields: { name: "passkeyName" },
    codes: {
      DEVICE_CANCELED: t("deviceCanceled"),
      DEVICE_KNOWN: t("deviceKnown"),
      DEVICE_UNABLE: t("deviceUnable"),
    },
  });

  // Only the browser knows the device that the default name comes from.
  useEffect(() => setDevice(deviceWords(navigator.userAgent) ?? ""), []);

  const send = (values: FormData) => {
    const name = tidy(values.get("passkeyName")) || device || t("passkeys");
    return state.change({
      call: () => registerPasskey(api, name, guarded),
      done: t("passkeyAdded"),
      after: () => router.refresh(),
    });
  };

  return (
    <ChangeForm
      check={() => ({})}
      labels={{ passkeyName: t("passkeyName") }}
      send={send}
      state={state}
      submit={t("addPasskey")}
    >
      <TextField
        autoComplete="off"
        error={state.errors.fields.passkeyName}
        hint={t("passkeyNameHint")}
        label={t("passkeyName")}
        maxLength={60}
        name="passkeyName"
        placeholder={device || words("optional")}
      />
    </ChangeForm>
  );
}
