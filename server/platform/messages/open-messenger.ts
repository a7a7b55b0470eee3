import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Send } from "../http/send.ts";
import type { Messenger } from "./messenger.ts";
import { solapiMessenger } from "./solapi.ts";

/** The gateway of the settings, or the sandbox. Null: no messages are sent. */
export function openMessenger(config: Config, send: Send, clock: Clock): Messenger | null {
  const { SOLAPI_API_KEY: apiKey, SOLAPI_API_SECRET: apiSecret, MESSAGE_FROM: from } = config;
  const optOutNumber = config.MESSAGE_OPT_OUT ?? null;
  if (apiKey && apiSecret && from) {
    const templates = new Map(
      (config.KAKAO_TEMPLATES ?? "").split(",").map((pair) => pair.split("=", 2) as [string, string]),
    );
    return solapiMessenger(
      {
        ...{ url: config.SOLAPI_URL, apiKey, apiSecret, from, optOutNumber },
        kakaoChannel: config.KAKAO_CHANNEL ?? null,
        templateOf: (kind) => templates.get(kind) ?? null,
      },
      send,
      clock,
    );
  }
  if (!config.SANDBOX_URL) return null;
  const { TOSS_CLIENT_KEY = "test_ck_sandbox", TOSS_SECRET_KEY = "test_sk_sandbox" } = config;
  return solapiMessenger(
    {
      ...{ url: `${config.SANDBOX_URL}/solapi`, apiKey: TOSS_CLIENT_KEY, apiSecret: TOSS_SECRET_KEY },
      from: "0212345678",
      optOutNumber: optOutNumber ?? "0801234567",
      kakaoChannel: "KA01PF-SANDBOX",
      templateOf: (kind) => `sandbox_${kind}`,
    },
    send,
    clock,
  );
}
