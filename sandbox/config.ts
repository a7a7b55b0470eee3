/** The settings of the program, read once from the environment. All problems are reported together. */
export interface Config {
  readonly port: number;
  readonly smtpPort: number;
  readonly host: string;
  readonly dataDir: string | null;
  readonly secretKey: string;
  readonly clientKey: string;
  readonly publicUrl: string | null;
  readonly webhookUrl: string | null;
  readonly webhookRetryBaseMs: number;
  readonly hangMs: number;
  readonly returnOrigins: readonly string[] | null;
}

export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** An unset and an empty variable are the same. Errors: `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const text = (name: string): string | null => environment[name] || null;

  function wholeNumber(name: string, initial: number, maximum: number): number {
    const value = text(name);
    if (value === null) return initial;
    if (/^\d{1,10}$/.test(value) && Number(value) <= maximum) return Number(value);
    problems.push(`${name} must be a whole number from 0 to ${maximum}, not "${value}"`);
    return initial;
  }
  function webAddress(name: string): string | null {
    const value = text(name);
    if (value !== null && !isWebAddress(value))
      problems.push(`${name} must be an http(s) address, not "${value}"`);
    return value;
  }
  function key(name: string, initial: string): string {
    const value = text(name) ?? initial;
    // A key is a secret and stays out of the message. A colon would end the user name in Basic auth.
    if (!/^[A-Za-z0-9_-]+$/.test(value)) problems.push(`${name} must consist of letters, digits, - and _`);
    return value;
  }
  function origins(name: string): string[] | null {
    const list = text(name)
      ?.split(",")
      .map((entry) => entry.trim());
    if (list === undefined) return null;
    for (const entry of list) {
      if (!isWebAddress(entry) || new URL(entry).origin !== entry) {
        problems.push(`${name} must list origins such as https://shop.example, not "${entry}"`);
      }
    }
    return list;
  }

  const config: Config = {
    port: wholeNumber("PORT", 0, 65_535),
    smtpPort: wholeNumber("SMTP_PORT", 0, 65_535),
    host: text("HOST") ?? "127.0.0.1",
    dataDir: text("DATA_DIR"),
    secretKey: key("SECRET_KEY", "test_sk_sandbox"),
    clientKey: key("CLIENT_KEY", "test_ck_sandbox"),
    publicUrl: webAddress("PUBLIC_URL"),
    webhookUrl: webAddress("WEBHOOK_URL"),
    webhookRetryBaseMs: wholeNumber("WEBHOOK_RETRY_BASE_MS", 60_000, 500_000),
    hangMs: wholeNumber("HANG_MS", 60_000, 3_600_000),
    returnOrigins: origins("RETURN_ORIGINS"),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}
