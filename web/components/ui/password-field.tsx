"use client";

import { type ComponentProps, useState } from "react";
import { TextField } from "./text-field";

type Props = Omit<ComponentProps<typeof TextField>, "type" | "aside" | "autoComplete"> & {
  autoComplete: "current-password" | "new-password";
  show: string;
  hide: string;
};

/** A password that can be looked at while it is typed. Pasting and password managers work as everywhere. */
export function PasswordField({ show, hide, ...field }: Props) {
  const [visible, setVisible] = useState(false);
  const toggle = (
    <button
      aria-pressed={visible}
      className="-my-2 min-h-11 px-1 text-sm text-link md:min-h-8"
      onClick={() => setVisible(!visible)}
      type="button"
    >
      {visible ? hide : show}
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
