"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";

type Props = {
  /** What the button says that asks. */
  children: string;
  /** Where several buttons say the same: what this one is about. */
  label?: string;
  className?: string;
  title: string;
  text: string;
  /** What the button says that does it. */
  confirm: string;
  busy: boolean;
  act: () => void;
};

/** Asks once before something that cannot be undone. A native dialog: it traps the focus, and gives it back. */
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
        className="m-auto w-[min(26rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink backdrop:bg-ink/45 open:animate-rise"
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
