/** The settings of text messages and Kakao messages. Pure. */
import { Type } from "typebox";

const DIGITS = { pattern: "^[0-9]{8,11}$" };

export const messageSettings = {
  // The three go together. Without them the sandbox serves, and without it no messages are sent.
  SOLAPI_API_KEY: Type.Optional(Type.String()),
  SOLAPI_API_SECRET: Type.Optional(Type.String()),
  MESSAGE_FROM: Type.Optional(
    Type.String({ ...DIGITS, description: "the registered number of the sender in digits: 0212345678" }),
  ),
  SOLAPI_URL: Type.String({
    default: "https://api.solapi.com",
    pattern: "^https?://[^\\s]+$",
    description: "an http(s) address",
    isAddress: true,
  }),
  KAKAO_CHANNEL: Type.Optional(Type.String({ description: "the gateway's id of the Kakao channel (pfId)" })),
  KAKAO_TEMPLATES: Type.Optional(
    Type.String({
      pattern: "^[a-z_]+=[A-Za-z0-9_-]+(,[a-z_]+=[A-Za-z0-9_-]+)*$",
      description: "kind=code,… for each text that Kakao approved: order_paid=KA01TP…",
    }),
  ),
  MESSAGE_OPT_OUT: Type.Optional(
    Type.String({
      ...DIGITS,
      description: "the free number for opt-outs in digits, 0801234567; without it no message advertises",
    }),
  ),
};

const KEYS = ["SOLAPI_API_KEY", "SOLAPI_API_SECRET", "MESSAGE_FROM"];

export function messageProblems(values: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const missing = KEYS.filter((name) => values[name] === undefined);
  if (missing.length > 0 && missing.length < KEYS.length)
    problems.push(`${missing.join(", ")} needed beside the other settings of text messages`);
  if ((values.KAKAO_CHANNEL === undefined) !== (values.KAKAO_TEMPLATES === undefined))
    problems.push("KAKAO_CHANNEL and KAKAO_TEMPLATES need each other");
  return problems;
}
