import type {
  PostgresProblem,
  PostgresProblemCode,
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
