import { isAbsolute, join } from "node:path";
import { StartProblem } from "./problem.ts";

/** What a person may choose when starting the shop. */
export interface StartSettings {
  /** The clone's folder, absolute. */
  readonly root: string;
  /** Everything that is kept between runs, absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** How browsers reach the shop. */
  readonly publicUrl: string;
  /** A server of the person's own, instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A mail server of the person's own, instead of the sandbox's mailbox. */
  readonly smtpUrl: string | undefined;
  readonly demo: boolean;
  readonly ownerEmail: string;
  readonly ownerPassword: string | undefined;
  /** From one network. */
  readonly signUpsPerHour: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readStartSettings(root: string, environment: Environment): StartSettings {
  const port = Number(environment.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem(`PORT must be a number from 1 to 65535, not "${environment.PORT}".`);
  }
  const dataDir = environment.DATA_DIR || ".data";
  const demo = environment.DEMO?.toLowerCase() !== "off";
  return {
    root,
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    host: environment.HOST || "localhost",
    port,
    publicUrl: (environment.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    databaseUrl: environment.DATABASE_URL || undefined,
    smtpUrl: environment.SMTP_URL || undefined,
    demo,
    ownerEmail: environment.OWNER_EMAIL || "owner@jangteo.test",
    ownerPassword: environment.OWNER_PASSWORD || undefined,
    // A demo shop is for trying things out, by many people at one desk.
    signUpsPerHour: environment.SIGN_UPS_PER_HOUR || (demo ? "1000" : undefined),
  };
}
