/** The lines of the table that a run prints. */
import { loadTool } from "./load.ts";
import type { Shopping } from "./purchases.ts";

export interface Row {
  readonly what: string;
  readonly perSecond?: number;
  readonly reference?: string;
  readonly ratio?: number;
  readonly aim?: string;
  readonly note?: string;
}

export function compared(
  what: string,
  perSecond: number,
  name: string,
  of: number,
  aim?: string,
  shopping?: Shopping,
): Row {
  const note = shopping && `p50 ${shopping.p50} ms, p99 ${shopping.p99} ms`;
  return {
    what,
    perSecond,
    reference: name,
    ratio: perSecond / of,
    ...(aim ? { aim } : {}),
    ...(note ? { note } : {}),
  };
}

export function print(rows: readonly Row[], seconds: number): void {
  console.log(`\nNode ${process.version}, ${loadTool}, 32 connections or shoppers, ${seconds} s each\n`);
  console.log("| what | a second | of | ratio | aim | |\n|---|--:|---|--:|---|---|");
  for (const { what, perSecond, reference: name = "", ratio, aim = "", note = "" } of rows) {
    const share = ratio === undefined ? "" : describeRatio(ratio);
    const speed = perSecond === undefined ? "" : Math.round(perSecond).toLocaleString("en");
    console.log(`| ${what} | ${speed} | ${name} | ${share} | ${aim} | ${note} |`);
  }
}

function describeRatio(ratio: number): string {
  if (ratio < 0.2) return `1/${(1 / ratio).toFixed(1)}`;
  return ratio < 2 ? `${Math.round(ratio * 100)} %` : `${ratio.toFixed(1)} ×`;
}
