import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  /** Where the form leads, in the reader's language. */
  action: string;
  q: string;
  label: string;
  placeholder: string;
  /** Further choices. */
  children?: ReactNode;
};

/**
 * The search above a list. A plain form: it works before any script is loaded, and its address can be kept.
 */
export function ListSearch({ action, q, label, placeholder, children }: Props) {
  const t = useTranslations("adminFrame");
  return (
    <search>
      <form action={action} className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <input
          aria-label={label}
          className="field max-w-md min-w-0 grow basis-80 text-ellipsis"
          defaultValue={q}
          maxLength={64}
          name="q"
          placeholder={placeholder}
          type="search"
        />
        {children}
        <button className="button button-line" type="submit">
          {t("search")}
        </button>
      </form>
    </search>
  );
}
