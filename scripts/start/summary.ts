import { relative } from "node:path";
import { isThisMachine } from "../../server/sandbox-access.ts";
import { displayWidth } from "./display-width.ts";
import type { Secrets } from "./secrets.ts";
import type { StartSettings } from "./settings.ts";
import { oneLine, type TextKey, text } from "./texts.ts";

/** The addresses, the owner's account and the folders of the open shop, in both languages. */
export function summary(settings: StartSettings, secrets: Secrets, seconds: number): string {
  const { publicUrl, ownerEmail, ownerPassword } = settings;
  const dataDir = relative(settings.root, settings.dataDir) || settings.dataDir;
  const password = ownerPassword === undefined ? secrets.ownerPassword : "(OWNER_PASSWORD)";
  const values: [TextKey, string][] = [
    ["labelShop", publicUrl],
    ["labelOwner", `${ownerEmail}  /  ${password}`],
    ["labelMailbox", mailboxOf(settings, dataDir)],
    ["labelApiDocs", `${publicUrl}/api/docs`],
    ["labelData", `${dataDir}  (npm run reset)`],
    ["labelLogs", `${dataDir}/logs`],
    ["labelStop", "Ctrl-C"],
  ];
  const rows = values.map(([key, value]) => ({ label: oneLine(text(key)), value }));
  const width = Math.max(...rows.map(({ label }) => displayWidth(label))) + 3;
  const lines = rows.map(
    ({ label, value }) => `  ${label}${" ".repeat(width - displayWidth(label))}${value}`,
  );
  return ["", `${oneLine(text("open"))} (${seconds.toFixed(1)} s)`, "", ...lines, ""].join("\n");
}

/** A shop with a public address has no page of its mails (server/sandbox-access.ts), but their file. */
function mailboxOf({ smtpUrl, publicUrl }: StartSettings, dataDir: string): string {
  if (smtpUrl !== undefined) return "(SMTP_URL)";
  const isPrivate = isThisMachine(new URL(publicUrl).hostname);
  return isPrivate ? `${publicUrl}/sandbox/mailbox` : `${dataDir}/sandbox/mails.jsonl`;
}

/** What to try first in the open shop. A shop without the demo has no product to buy yet. */
export function firstSteps({ demo, publicUrl }: StartSettings): string {
  const owner = firstStep("tryOwner", [`${publicUrl}/sign-in`, `${publicUrl}/api/docs`]);
  const steps = demo
    ? [firstStep("tryGuest", [`${publicUrl}/products`]), firstStep("tryFault"), owner]
    : [owner];
  return [oneLine(text("tryFirst")), "", ...steps.flatMap((lines, at) => numbered(lines, at + 1)), ""].join(
    "\n",
  );
}

function firstStep(key: TextKey, addresses: readonly string[] = []): string[] {
  const { ko, en } = text(key);
  return [ko, en, ...addresses];
}

const numbered = (lines: readonly string[], number: number): string[] =>
  lines.map((line, at) => `  ${at === 0 ? `${number}.` : "  "} ${line}`);
