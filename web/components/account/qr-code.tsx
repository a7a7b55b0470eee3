"use client";

import { useEffect, useState } from "react";

type Props = { text: string; label: string };

/**
 * Draws the QR code in the browser, so that the secret in it stays here. The library is loaded on demand.
 * The box keeps its size until the code is drawn.
 */
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

  // Cameras need a light margin around the code.
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
