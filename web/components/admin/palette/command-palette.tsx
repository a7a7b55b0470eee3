"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { roomsOf } from "@/lib/admin/rooms";
import { CommandList } from "./command-list";
import { ShortcutSheet } from "./shortcut-sheet";
import { useShortcuts } from "./use-shortcuts";

type Open = "palette" | "sheet" | null;

const BUTTON =
  "inline-flex min-h-11 items-center gap-2 rounded-md px-2 text-sm font-medium text-soft hover:text-ink";

/** The button of the palette, and the keys that open it from everywhere in the back office. */
export function CommandPalette({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations("palette");
  const [open, setOpen] = useState<Open>(null);
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openSheet = useCallback(() => setOpen("sheet"), []);
  const paths = useMemo(() => roomsOf(permissions).map(({ path }) => path), [permissions]);
  const { lettersOn, turnLetters } = useShortcuts({ openPalette, openSheet, paths });
  const close = useCallback(() => setOpen(null), []);
  return (
    <>
      <button aria-keyshortcuts="Control+K Meta+K" className={BUTTON} onClick={openPalette} type="button">
        <Icon name="search" size={18} />
        <span className="sr-only md:not-sr-only">{t("open")}</span>
        <kbd className="hidden rounded-sm border border-line bg-sand px-1.5 text-xs md:inline">Ctrl K</kbd>
      </button>
      {open === "palette" && (
        <Dialog close={close} label={t("label")} top>
          <CommandList close={close} permissions={permissions} />
          <p className="flex flex-wrap gap-x-4 border-t border-line px-5 py-2 text-[0.8125rem] text-soft">
            {t("keys")}
            <button className="min-h-6 text-link" onClick={openSheet} type="button">
              {t("sheet")}
            </button>
          </p>
        </Dialog>
      )}
      {open === "sheet" && (
        <Dialog close={close} label={t("sheet")}>
          <ShortcutSheet close={close} lettersOn={lettersOn} paths={paths} turnLetters={turnLetters} />
        </Dialog>
      )}
    </>
  );
}

type DialogProps = { label: string; close: () => void; top?: boolean; children: ReactNode };

/** The browser's own dialog traps the focus and returns it. A click beside it closes it. */
function Dialog({ label, close, top = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      aria-label={label}
      className={clsx(
        "mx-auto w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-lg bg-white p-0 text-ink shadow-lg",
        "backdrop:bg-ink/40",
        top ? "mt-[12dvh] mb-auto" : "my-auto",
      )}
      onClick={(event) => event.target === event.currentTarget && close()}
      onClose={close}
      ref={dialog}
    >
      {children}
    </dialog>
  );
}
