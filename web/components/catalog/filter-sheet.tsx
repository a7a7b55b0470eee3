"use client";

import clsx from "clsx";
import { useRef, useState } from "react";
import { Icon } from "../ui/icon";
import { FacetList, type FacetListProps } from "./facet-list";

type Props = {
  open: string;
  title: string;
  close: string;
  /** "37개 상품 보기"; the number follows the filters while the sheet is open. */
  show: string;
  facets: FacetListProps;
};

/**
 * The filters on a phone. The native dialog traps the focus, closes on Escape and returns the focus. The
 * filters are drawn when it opens: the page has them once already, in the column for wide screens.
 */
export function FilterSheet({ open, title, close, show, facets }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  const present = () => {
    setOpened(true);
    dialog.current?.showModal();
  };
  const shut = () => dialog.current?.close();
  return (
    <>
      <button
        className={clsx(
          "button button-line min-h-11! shrink-0 gap-1.5! whitespace-nowrap px-4! text-[0.9375rem]",
          "lg:hidden",
        )}
        onClick={present}
        type="button"
      >
        <Icon name="sliders" size={18} />
        {open}
      </button>
      <dialog
        aria-label={title}
        className={clsx(
          "fixed inset-x-0 top-auto bottom-0 m-0 max-h-[88dvh] w-full max-w-none flex-col rounded-t-xl",
          "bg-paper text-ink backdrop:bg-ink/45 open:flex open:animate-rise",
        )}
        onClick={(event) => event.target === event.currentTarget && shut()}
        onKeyDown={(event) => event.key === "Escape" && shut()}
        ref={dialog}
      >
        <div className="flex items-center justify-between border-b border-line py-2 pr-2 pl-5">
          <h2 className="text-lg font-bold">{title}</h2>
          <button
            aria-label={close}
            className="grid min-h-11 min-w-11 place-items-center"
            onClick={shut}
            type="button"
          >
            <Icon name="close" size={22} />
          </button>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5">{opened && <FacetList {...facets} />}</div>
        <div className="border-t border-line p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <button className="button button-ink w-full" onClick={shut} type="button">
            {show}
          </button>
        </div>
      </dialog>
    </>
  );
}
