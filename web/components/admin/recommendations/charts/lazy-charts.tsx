"use client";

import dynamic from "next/dynamic";

/** Recharts weighs more than the rest of the page, and needs the browser. The tables do not wait for it. */
export const QualityLines = dynamic(() => import("./quality-lines"), {
  ssr: false,
  loading: () => <div className="h-72 rounded-md bg-sand" />,
});

export const ComparisonBars = dynamic(() => import("./comparison-bars"), {
  ssr: false,
  loading: () => <div className="h-96 rounded-md bg-sand" />,
});
