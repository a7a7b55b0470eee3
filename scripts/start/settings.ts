import { isAbsolute, join } from "node:path";
import { StartProblem } from "./problem.ts";
import { text } from "./texts.ts";

const demos = new Map<string, StartSettings["demo"]>([
  ["on", "full"],
  ["draft", "draft"],
  ["off", undefined],
]);

/** The settings of `npm start`, from the environment. */
export interface StartSettings {
  /** The folder of this copy of Jangteo, absolute. */
  readonly root: string;
  /** Folder of all data that stays between runs, absolute. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** The shop's address in a browser. */
  readonly publicUrl: string;
  /** Another PostgreSQL server than the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Another mail server than the sandbox's mailbox. */
  readonly smtpUrl: string | undefined;
  /** How the pictures of the demo shop are drawn. Without it the shop is empty. */
  readonly demo: "full" | "draft" | undefined;
  readonly ownerEmail: string;
  readonly ownerPassword: string | undefined;
  /** From one network. */
  readonly signUpsPerHour: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readStartSettings(root: string, environment: Environment): StartSettings {
  const port = Number(environment.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem(text("portInvalid", { value: environment.PORT ?? "" }));
  }
  const chosen = (environment.DEMO || "on").toLowerCase();
  if (!demos.has(chosen)) {
    throw new StartProblem(text("demoInvalid", { value: environment.DEMO ?? "" }));
  }
  const demo = demos.get(chosen);
  const dataDir = environment.DATA_DIR || ".data";
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
    // In a demo shop one person signs up many times, from one network.
    signUpsPerHour: environment.SIGN_UPS_PER_HOUR || (demo ? "1000" : undefined),
  };
}
