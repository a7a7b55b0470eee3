import { relative } from "node:path";
import type { Secrets } from "./secrets.ts";
import type { StartSettings } from "./settings.ts";

/** What a person wants to know when the shop is open. */
export function summary(settings: StartSettings, secrets: Secrets, seconds: number): string {
  const { publicUrl, ownerEmail, ownerPassword } = settings;
  const dataDir = relative(settings.root, settings.dataDir) || settings.dataDir;
  const password = ownerPassword === undefined ? secrets.ownerPassword : "(OWNER_PASSWORD)";
  const mailbox = settings.smtpUrl === undefined ? `${publicUrl}/sandbox/mailbox` : "(SMTP_URL)";
  const rows: [string, string][] = [
    ["상점 · shop", publicUrl],
    ["운영자 · owner", `${ownerEmail}  /  ${password}`],
    ["메일함 · mailbox", mailbox],
    ["API 문서 · API docs", `${publicUrl}/api/docs`],
    ["데이터 · data", `${dataDir}  (npm run reset)`],
    ["로그 · logs", `${dataDir}/logs`],
    ["끝내기 · stop", "Ctrl-C"],
  ];
  const width = Math.max(...rows.map(([label]) => displayWidth(label))) + 3;
  const lines = rows.map(([label, value]) => `  ${label}${" ".repeat(width - displayWidth(label))}${value}`);
  return ["", `장터가 열렸습니다 · Jangteo is open (${seconds.toFixed(1)} s)`, "", ...lines, ""].join("\n");
}

/** Columns on a terminal: Hangul takes two. */
export const displayWidth = (text: string): number =>
  [...text].reduce(
    (width, char) => width + (/[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/.test(char) ? 2 : 1),
    0,
  );
