"use client";

import clsx from "clsx";
import { type ReactNode, useRef, useState } from "react";
import { Refusal } from "@/components/form/notice";

type DialogProps = {
  /** Of the button. */
  label: string;
  title: string;
  /** What the dialog shows. It begins anew each time the dialog is opened. */
  children: (close: () => void) => ReactNode;
};

/** A button for something that cannot be taken back, with the dialog that asks first. */
export function AskFirst({ label, title, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        className="min-h-11 px-1 text-[0.9375rem] text-accent-deep underline underline-offset-4"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
        type="button"
      >
        {label}
      </button>
      <dialog
        aria-label={title}
        className={clsx(
          "m-auto w-[min(28rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        onClose={() => setOpen(false)}
        ref={dialog}
      >
        {open && children(() => dialog.current?.close())}
      </dialog>
    </>
  );
}

type QuestionProps = {
  title: string;
  text: string;
  failure?: string | null;
  no: { label: string; act: () => void };
  /** Absent: it cannot be done, and `text` says why. */
  yes?: { label: string; act: () => Promise<void> } | undefined;
  children?: ReactNode;
};

export function Question({ title, text, failure = null, no, yes, children }: QuestionProps) {
  const [busy, setBusy] = useState(false);
  const act = async (answer: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    await answer();
    setBusy(false);
  };
  return (
    <>
      <h3 className="text-lg font-bold">{title}</h3>
      <p className="mt-2 text-[0.9375rem] text-soft" role="status">
        {text}
      </p>
      {children}
      <Refusal text={failure} />
      <div className="mt-6 grid grid-cols-2 gap-3">
        <button className="button button-line px-3!" onClick={no.act} type="button">
          {no.label}
        </button>
        {yes && (
          <button
            aria-disabled={busy}
            className="button button-ink px-3!"
            onClick={() => void act(yes.act)}
            type="button"
          >
            {yes.label}
          </button>
        )}
      </div>
    </>
  );
}

type AskedActProps = {
  /** Of the button, and of the answer that agrees. */
  label: string;
  title: string;
  text: string;
  /** The answer that declines. */
  no: string;
  act: () => Promise<void>;
};

/** Asks, closes, and then acts: the page around it tells what came of it. */
export const AskedAct = ({ label, title, text, no, act }: AskedActProps) => (
  <AskFirst label={label} title={title}>
    {(close) => (
      <Question
        no={{ label: no, act: close }}
        text={text}
        title={title}
        yes={{
          label,
          act: async () => {
            close();
            await act();
          },
        }}
      />
    )}
  </AskFirst>
);
