"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef } from "react";

type Props = {
  /** The label of the button that opens the dialog. */
  children: string;
  /** Names what the button is about, where several buttons have the same label. */
  label?: string;
  className?: string;
  title: string;
  text: string;
  /** The label of the button that acts. */
  confirm: string;
  busy: boolean;
  act: () => void;
};

/**
 * Asks for confirmation before an action that cannot be undone. The native dialog traps the focus and returns
 * it.
 */
export function ConfirmButton({ children, label, className, title, text, confirm, busy, act }: Props) {
  const t = useTranslations("account.form");
  const dialog = useRef<HTMLDialogElement>(null);
  const shut = () => dialog.current?.close();
  return (
    <>
      <button
        aria-disabled={busy}
        aria-label={label}
        className={className}
        onClick={() => !busy && dialog.current?.showModal()}
        type="button"
      >
        {children}
      </button>
      <dialog
        aria-label={title}
        className={clsx(
          "m-auto w-[min(26rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        onClick={(event) => event.target === event.currentTarget && shut()}
        onKeyDown={(event) => event.key === "Escape" && shut()}
        ref={dialog}
      >
        <h2 className="text-lg font-bold">{title}</h2>
        <p className="mt-2 text-[0.9375rem] text-soft">{text}</p>
        <div className="mt-6 grid grid-cols-2 gap-3">
          <button className="button button-line px-3!" onClick={shut} type="button">
            {t("cancel")}
          </button>
          <button
            className="button button-ink px-3!"
            onClick={() => {
              shut();
              act();
            }}
            type="button"
          >
            {confirm}
          </button>
        </div>
      </dialog>
    </>
  );
}
