"use client";

/** Opens the browser's print window; it is not on the paper. */
export function PrintButton({ label }: { label: string }) {
  return (
    <button className="button button-ink print:hidden" onClick={() => window.print()} type="button">
      {label}
    </button>
  );
}
