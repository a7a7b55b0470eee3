"use client";

import { useRouter } from "next/navigation";
import { ErrorSummary } from "@/components/form/error-summary";
import { useChange } from "@/components/form/use-change";
import type { ApiResult } from "@/lib/api/problem";

type Props = {
  label: string;
  /** What it changes, for those who cannot see the row. */
  name: string;
  /** When another member of staff changed it meanwhile. */
  stale: string;
  edit: () => Promise<ApiResult<unknown>>;
};

/** A button in a row of a table that changes the row at once. */
export function EditButton({ label, name, stale, edit }: Props) {
  const router = useRouter();
  const { busy, errors, change } = useChange({ codes: { STALE_EDIT: stale } });
  return (
    <>
      <button
        aria-disabled={busy}
        aria-label={name}
        className="inline-flex min-h-11 items-center px-2 whitespace-nowrap text-link"
        onClick={() => void change({ call: edit, after: () => router.refresh() })}
        type="button"
      >
        {label}
      </button>
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
