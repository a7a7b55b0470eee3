"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { TextField } from "./text-field";

type Props = Omit<ComponentProps<typeof TextField>, "type" | "aside" | "autoComplete"> & {
  autoComplete: "current-password" | "new-password";
};

/**
 * A password field that can show its value. Pasting and password managers work as usual. Needs the words
 * `form`.
 */
export function PasswordField(field: Props) {
  const t = useTranslations("form");
  const [visible, setVisible] = useState(false);
  const toggle = (
    <button
      aria-pressed={visible}
      className="-my-2 min-h-11 px-1 text-sm text-link md:min-h-8"
      onClick={() => setVisible(!visible)}
      type="button"
    >
      {visible ? t("hide") : t("show")}
    </button>
  );
  return (
    <TextField
      {...field}
      aside={toggle}
      autoCapitalize="none"
      maxLength={256}
      spellCheck={false}
      type={visible ? "text" : "password"}
    />
  );
}
