/** docs/settings.md: the settings of a process with their defaults and bounds, from the configuration. */
import { Settings } from "../../server/platform/config.ts";
import { messageSettings } from "../../server/platform/config-messages.ts";
import { paymentSettings } from "../../server/platform/config-payments.ts";
import { recommendationSettings } from "../../server/platform/config-recommendations.ts";
import { wrapped } from "./markdown.ts";

interface Setting {
  readonly default?: unknown;
  readonly description?: string;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const parts: readonly (readonly [title: string, names: readonly string[]])[] = [
  ["Payments", Object.keys(paymentSettings)],
  ["Messages to phones", Object.keys(messageSettings)],
  ["Recommendations", Object.keys(recommendationSettings)],
];

const { properties, required = [] } = Settings as {
  readonly properties: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
};

/** Left out where the description names the bounds. */
function boundsOf({ type, minimum, maximum, description = "" }: Setting): string {
  if (type !== "integer" || /^[\d,]+ to [\d,]+ /.test(description)) return "";
  if (maximum === undefined) return minimum === undefined ? "" : `; ${minimum} or more`;
  return `; from ${minimum} to ${maximum}`;
}

function line(name: string): string[] {
  const setting = properties[name] ?? {};
  const { default: standard, description = "text" } = setting;
  const kind = required.includes(name) ? "needed" : "none by default";
  const given = standard === undefined ? kind : standard === "" ? "empty by default" : `\`${standard}\``;
  return wrapped(`- \`${name}\` (${given}): ${description}${boundsOf(setting)}`, "  ");
}

export function settingsPage(): string {
  const named = new Set(parts.flatMap(([, names]) => names));
  const others = Object.keys(properties).filter((name) => !named.has(name));
  const sections = [["The process and the shop", others] as const, ...parts].flatMap(([title, names]) => [
    `## ${title}`,
    "",
    ...names.flatMap(line),
    "",
  ]);
  return [
    "# Settings",
    "",
    ...wrapped(
      "Generated from `server/platform/config.ts` and its parts by `npm run generate`. Settings are " +
        "variables of the environment, read once when a process starts. A process that finds wrong ones " +
        "names all of them and ends. An empty variable counts as absent. Amounts are in minor units: won " +
        "have none smaller.",
    ),
    "",
    ...wrapped(
      "`npm start` sets the addresses, folders and keys of its programs itself, and passes on the others. " +
        "`DATABASE_URL_<MODULE>` names a database for one module alone.",
    ),
    "",
    ...sections,
  ].join("\n");
}
