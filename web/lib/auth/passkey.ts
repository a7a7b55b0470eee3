import { passkeyOptions } from "../api/auth.ts";
import type { Api } from "../api/client.ts";
import type { ApiResult } from "../api/problem.ts";
import type { PasskeyProof } from "../api/types.ts";

/** Cheap enough to decide whether to show a button. */
export const passkeysPossible = (): boolean => typeof window.PublicKeyCredential === "function";

/**
 * Opens the browser's window for passkeys. The library for it comes when somebody uses one, and not before.
 * @returns the proof to send; null when the visitor closed the window, or the browser has none to offer
 */
async function askForPasskey(api: Api): Promise<ApiResult<PasskeyProof | null>> {
  const asked = await passkeyOptions(api);
  if (!asked.ok) return asked;
  const { challengeId, options } = asked.data;
  const { startAuthentication } = await import("@simplewebauthn/browser");
  try {
    const response = await startAuthentication({ optionsJSON: options });
    // No extension is asked for, so nothing is told of any.
    return { ok: true, data: { challengeId, response: { ...response, clientExtensionResults: {} } } };
  } catch (cause) {
    if (isDeclined(cause)) return { ok: true, data: null };
    throw cause;
  }
}

/**
 * Asks for a passkey and sends the proof. A window that was left open outlives the challenge in it, so one that has expired
 * is replaced, once.
 * @returns what `send` was answered; null when the visitor closed the window
 */
export async function withPasskeyProof<T>(
  api: Api,
  send: (proof: PasskeyProof) => Promise<ApiResult<T>>,
): Promise<ApiResult<T | null>> {
  const attempt = async (): Promise<ApiResult<T | null>> => {
    const asked = await askForPasskey(api);
    if (!asked.ok) return asked;
    return asked.data ? send(asked.data) : { ok: true, data: null };
  };
  const answer = await attempt();
  return !answer.ok && answer.problem.code === "CHALLENGE_EXPIRED" ? attempt() : answer;
}

/** Closing the window, letting it time out and having no passkey are one thing to a page: browsers do not tell. */
const isDeclined = (cause: unknown): boolean =>
  cause instanceof Error && ["NotAllowedError", "AbortError"].includes(cause.name);
