"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { localePath } from "@/lib/paths";
import { stepTo } from "@/lib/search/options";
import { type Command, useCommands } from "./use-commands";

type Props = { permissions: readonly string[]; close: () => void };

/** An ARIA combobox: the focus stays in the field, arrow keys choose, Enter goes there. */
export function CommandList({ permissions, close }: Props) {
  const t = useTranslations("palette");
  const id = useId();
  const router = useRouter();
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const commands = useCommands(permissions, typed);
  const active = Math.min(chosen, commands.length - 1);

  const go = ({ path }: Command) => {
    close();
    router.push(localePath(locale, path));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    const command = commands[active];
    if (step !== null) {
      event.preventDefault();
      setChosen(Math.max(0, stepTo(active, step, commands.length)));
    } else if (event.key === "Enter" && command) {
      event.preventDefault();
      go(command);
    }
  };
  return (
    <>
      <input
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-controls={id}
        aria-expanded={commands.length > 0}
        aria-label={t("label")}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the dialog is opened to type in it
        autoFocus
        className="h-14 w-full border-b border-line bg-white px-5 text-base outline-none"
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
        placeholder={t("hint")}
        role="combobox"
        value={typed}
      />
      <div
        aria-label={t("label")}
        className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2"
        id={id}
        role="listbox"
      >
        {commands.map((command, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
          <div
            aria-selected={at === active}
            className={clsx(
              "flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-md px-3",
              "hover:bg-sand/50",
              at === active && "bg-sand font-semibold",
            )}
            id={`${id}-${at}`}
            key={command.key}
            onClick={() => go(command)}
            ref={at === active ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
            role="option"
          >
            <span className="truncate">{command.label}</span>
            <span className="shrink-0 text-[0.8125rem] font-normal text-soft">{command.kind}</span>
          </div>
        ))}
      </div>
      <p className={clsx("px-5 text-soft", commands.length === 0 && "pb-5")} role="status">
        {commands.length === 0 && t("none")}
      </p>
    </>
  );
}
