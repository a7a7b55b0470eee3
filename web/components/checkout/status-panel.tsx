import clsx from "clsx";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";

type Props = { look: "waiting" | "done" | "failed"; title: string; text: string; children?: ReactNode };

/** A page with one message. */
export function StatusPanel({ look, title, text, children }: Props) {
  return (
    <div
      aria-live="polite"
      className="mx-auto flex max-w-md flex-col items-center px-5 py-20 text-center md:py-28"
    >
      <div
        className={clsx(
          "mb-7 grid size-20 place-items-center rounded-full",
          look === "done" && "bg-leaf-wash text-leaf",
          look === "failed" && "bg-accent-wash text-accent",
          look === "waiting" && "bg-sand",
        )}
      >
        {look === "waiting" ? (
          <span className="size-9 animate-spin rounded-full border-[3px] border-line border-t-ink" />
        ) : (
          <Icon name={look === "done" ? "check" : "alert"} size={36} />
        )}
      </div>
      <h1 className="text-2xl font-bold md:text-[1.75rem]">{title}</h1>
      <p className="mt-3 mb-7 text-balance text-soft">{text}</p>
      {children}
    </div>
  );
}
