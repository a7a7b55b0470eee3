"use client";

import { useEffect, useState } from "react";

type Props = { text: string; label: string };

/** Drawn here, from a library that is loaded for it: the secret in it goes to nobody. Holds its place until it is drawn. */
export function QrCode({ text, label }: Props) {
  const [modules, setModules] = useState<boolean[][] | null>(null);

  useEffect(() => {
    let left = false;
    void import("uqr").then(({ encode }) => {
      if (!left) setModules(encode(text, { border: 0, ecc: "M" }).data);
    });
    return () => {
      left = true;
    };
  }, [text]);

  // Light and quiet around it, as cameras need.
  return (
    <div className="size-48 shrink-0 rounded-md border border-line bg-white p-4">
      {modules && (
        <svg
          aria-label={label}
          className="size-full"
          role="img"
          shapeRendering="crispEdges"
          viewBox={`0 0 ${modules.length} ${modules.length}`}
        >
          <path d={qrPath(modules)} fill="#000" />
        </svg>
      )}
    </div>
  );
}

const qrPath = (modules: boolean[][]): string =>
  modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
