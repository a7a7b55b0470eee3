"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { renamePasskey } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { Passkey } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { tidy } from "@/lib/fields";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { ConfirmButton } from "./confirm-button";

const ACTION = "inline-flex min-h-11 items-center px-2 text-[0.9375rem] text-link";

type Props = { passkey: Passkey; busy: boolean; remove: () => void };

export function PasskeyRow({ passkey, busy, remove }: Props) {
  const t = useTranslations("account.security");
  const words = useTranslations("account.form");
  const locale = useLocale();
  const opener = useRef<HTMLButtonElement>(null);
  const [renaming, setRenaming] = useState(false);
  const { name, createdAt, lastUsedAt } = passkey;

  const close = () => {
    flushSync(() => setRenaming(false));
    opener.current?.focus();
  };

  return (
    <div className="py-4">
      <p className="font-semibold">{name}</p>
      <p className="mt-0.5 text-sm text-soft tabular-nums">
        {t("addedAt", { at: formatDateTime(createdAt, locale) })}
        <br />
        {lastUsedAt ? t("usedAt", { at: formatDateTime(lastUsedAt, locale) }) : t("neverUsed")}
      </p>
      {renaming ? (
        <RenameForm close={close} passkey={passkey} />
      ) : (
        <div className="-mb-2 -ml-2 flex flex-wrap">
          <button
            aria-label={t("renameOf", { name })}
            className={ACTION}
            onClick={() => setRenaming(true)}
            ref={opener}
            type="button"
          >
            {t("rename")}
          </button>
          <ConfirmButton
            act={remove}
            busy={busy}
            className={ACTION}
            confirm={words("remove")}
            label={t("removeOf", { name })}
            text={t("removeText")}
            title={t("removeTitle", { name })}
          >
            {words("remove")}
          </ConfirmButton>
        </div>
      )}
    </div>
  );
}

function RenameForm({ passkey, close }: { passkey: Passkey; close: () => void }) {
  const t = useTranslations("account.security");
  const words = useTranslations("account.form");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const router = useRouter();
  const field = `name-${passkey.id}`;
  const state = useChange({ fields: { name: field } });
  const typed = (values: FormData) => tidy(values.get(field));
  return (
    <div className="mt-3">
      <ChangeForm
        beside={
          <button className="button button-line" onClick={close} type="button">
            {words("cancel")}
          </button>
        }
        check={(values): Record<string, string> =>
          typed(values) === "" ? { [field]: inputErrors("required") } : {}
        }
        labels={{ [field]: t("passkeyName") }}
        send={(values) =>
          state.change({
            call: () => renamePasskey(api, passkey.id, typed(values)),
            after: () => {
              router.refresh();
              close();
            },
          })
        }
        state={state}
        submit={words("save")}
      >
        <TextField
          autoComplete="off"
          autoFocus
          defaultValue={passkey.name}
          error={state.errors.fields[field]}
          label={t("passkeyName")}
          maxLength={60}
          name={field}
          required
        />
      </ChangeForm>
    </div>
  );
}
