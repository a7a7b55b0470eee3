import type { Check, CheckReport, KitContext } from "../check.ts";
import { manifestOf, titleOf } from "../tree/manifest.ts";
import { fieldsAt, isFields, leaves, listAt, textAt } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";

const PARTS = ["deploy", ".github", ".sops.yaml", "renovate.json"];

/** Put together from parts, so that this file does not hold what it looks for. */
const PATTERNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["a private key", new RegExp(`-----BEGIN ${"[A-Z ]*"}PRIVATE KEY`)],
  ["an age key", new RegExp(`AGE-${"SECRET"}-KEY-1[A-Z0-9]{20,}`)],
  ["a token of GitHub", /\b(gh[pousr]_\w{36}|github_pat_\w{22,})/],
  ["a key of AWS", /\bAKIA[0-9A-Z]{16}\b/],
  ["a token of Slack", /\bxox[abprs]-[\w-]{10,}/],
  ["a JSON web token", /\beyJ[\w-]{20,}\.eyJ[\w-]{10,}/],
  ["a secret key of the payment provider", /\blive_[sc]k_\w+/],
  [
    "a password in an address",
    /\b(?:postgres(?:ql)?|https?|smtps?|redis):\/\/[^\s:/$]+:(?!REPLACE|password|\$)[^\s@/$]{6,}@/,
  ],
];

/** Examples before encryption: their values are all this word. */
const EXAMPLE = /\.example\.ya?ml$/;
const PLACEHOLDER = /^(REPLACE|)$/;
/** Names of accounts are no secret: the example tells them. */
const OPEN_KEYS = new Set(["username"]);

/** Secrets are encrypted, in their values alone, and nothing else holds one. */
export const secrets: Check = {
  name: "secrets",
  about: "Secrets are encrypted by SOPS, and no file holds a key or token",
  parts: PARTS,
  tools: [],
  run: async (kit, report) => {
    const files = PARTS.flatMap((part) => kit.tree.below(part)).filter(
      (path) => !path.startsWith("deploy/kit/"),
    );
    for (const file of files) {
      const text = kit.tree.read(file);
      report.looked(1, "files");
      for (const [name, pattern] of PATTERNS) {
        if (pattern.test(text)) report.finding(file, undefined, `holds ${name}`);
      }
      if (/\.ya?ml$/.test(file) && !file.startsWith(".github/")) checkManifests(kit, file, text, report);
    }
  },
};

function checkManifests(kit: KitContext, file: string, text: string, report: CheckReport): void {
  const documents = documentsOf(text);
  for (const document of documents) {
    const manifest = manifestOf(document, file);
    if (manifest?.kind !== "Secret" || !manifest.apiVersion.startsWith("v1")) {
      if (isFields(document) && isFields(document.sops) && manifest === undefined) {
        report.finding(file, undefined, "is encrypted whole: kustomize cannot read its kind and name");
      }
      continue;
    }
    report.looked(1, "Secrets");
    const say = (message: string) => report.finding(file, titleOf(manifest), message);
    const values = [...leaves(manifest.body.data), ...leaves(manifest.body.stringData)];
    const plain = values.filter(({ value }) => !String(value ?? "").startsWith("ENC["));
    if (EXAMPLE.test(file)) {
      for (const { path, value } of values) {
        const isHint = OPEN_KEYS.has(path.at(-1) ?? "") || PLACEHOLDER.test(String(value ?? "").trim());
        if (!isHint) say(`the example has a value for ${path.join(".")}: it is to be REPLACE`);
      }
      continue;
    }
    if (plain.length > 0) say(`holds plain values: ${plain.map(({ path }) => path.join(".")).join(", ")}`);
    if (values.length > 0 && !isFields(manifest.body.sops)) say("is not encrypted by SOPS");
    if (isFields(manifest.body.sops)) checkEncryption(kit, manifest.body, say);
  }
}

/** Only `data` and `stringData` are encrypted, for the recipients that .sops.yaml names. */
function checkEncryption(
  kit: KitContext,
  body: Readonly<Record<string, unknown>>,
  say: (message: string) => void,
): void {
  const sops = fieldsAt(body, "sops");
  if (textAt(sops, "encrypted_regex") !== "^(data|stringData)$") {
    say("is not encrypted by the rule ^(data|stringData)$");
  }
  if (textAt(body, "metadata", "name")?.startsWith("ENC[")) say("has an encrypted name");
  const known = kit.tree.has(".sops.yaml") ? kit.tree.read(".sops.yaml") : "";
  for (const recipient of listAt(sops, "age").map((one) => textAt(one, "recipient") ?? "")) {
    if (!known.includes(recipient)) say(`is encrypted for ${recipient}, which .sops.yaml does not name`);
  }
}

/** Files with placeholders of templates are no YAML: other checks say so. */
function documentsOf(text: string): readonly unknown[] {
  try {
    return yamlDocuments(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
