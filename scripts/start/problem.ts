import { ConfigError } from "../../server/platform/config.ts";
import {
  PostgresProblem,
  type PostgresProblemCode,
  systemCode,
} from "../../server/platform/embedded-postgres/problem.ts";
import { type Bilingual, type TextKey, text, twoLines } from "./texts.ts";

interface ProblemOptions extends ErrorOptions {
  /** Follows the text: the last lines of a program, or a sentence that exists in English only. */
  readonly detail?: string;
}

/** A problem that the person at the terminal has to solve. Its message is shown without a stack. */
export class StartProblem extends Error {
  constructor(text: Bilingual, { detail, ...options }: ProblemOptions = {}) {
    super(detail === undefined ? twoLines(text) : `${twoLines(text)}\n${detail}`, options);
    this.name = "StartProblem";
  }
}

const postgresTexts: Readonly<Record<PostgresProblemCode, TextKey>> = {
  ALREADY_RUNNING: "postgresAlreadyRunning",
  DAMAGED: "postgresDamaged",
  KOREAN_SEARCH: "postgresKoreanSearch",
  NOT_PERMITTED: "postgresNotPermitted",
  NO_BINARIES: "postgresNoBinaries",
  OTHER_VERSION: "postgresOtherVersion",
  PORT_TAKEN: "postgresPortTaken",
  START_FAILED: "postgresStartFailed",
};

/**
 * The problem in both languages, followed by the database's own message, which names the folder and a way
 * out.
 */
export const explainPostgres = (problem: PostgresProblem): StartProblem =>
  new StartProblem(text(postgresTexts[problem.code]), { detail: problem.message, cause: problem });

/** Texts of what the system says about a file or a folder. */
const fileTexts: Readonly<Record<string, TextKey>> = {
  EACCES: "fileNotPermitted",
  EPERM: "fileNotPermitted",
  EROFS: "fileReadOnly",
  EEXIST: "fileNoFolder",
  ENOTDIR: "fileNoFolder",
  EISDIR: "fileIsFolder",
  ENOSPC: "fileNoRoom",
  EDQUOT: "fileNoRoom",
};

/** What the person at the terminal reads of an error. The stack is for errors that only we can mend. */
export function inWords(error: unknown): string {
  if (error instanceof StartProblem) return error.message;
  if (error instanceof PostgresProblem) return explainPostgres(error).message;
  if (error instanceof ConfigError) return explainSettings(error.problems).message;
  return (
    explainFile(error)?.message ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))
  );
}

/** All that is wrong with the settings, a line each. */
export const explainSettings = (problems: readonly string[]): StartProblem =>
  new StartProblem(text("settingsUnusable"), {
    detail: problems.map((problem) => `  - ${problem}`).join("\n"),
  });

function explainFile(error: unknown): StartProblem | undefined {
  const key = fileTexts[systemCode(error) ?? ""];
  if (key === undefined || !(error instanceof Error)) return undefined;
  // A failed write of an open file does not name the file.
  const file = "path" in error ? String(error.path) : "DATA_DIR";
  return new StartProblem(text(key, { file }), { cause: error });
}
