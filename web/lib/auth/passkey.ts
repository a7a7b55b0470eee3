import { passkeyOptions } from "../api/auth.ts";
import type { Api } from "../api/client.ts";
import type { ApiResult } from "../api/problem.ts";
import type { PasskeyProof } from "../api/types.ts";

/** Cheap enough to decide whether a button is drawn. */
export const passkeysPossible = (): boolean => typeof window.PublicKeyCredential === "function";

/**
 * Opens the browser's window for passkeys. The library is loaded on demand.
 * @returns the proof to send; null when the visitor closed the window or the browser has no passkey
 */
async function askForPasskey(api: Api): Promise<ApiResult<PasskeyProof | null>> {
  const requested = await passkeyOptions(api);
  if (!requested.ok) return requested;
  const { challengeId, options } = requested.data;
  const { startAuthentication } = await import("@simplewebauthn/browser");
  try {
    const response = await startAuthentication({ optionsJSON: options });
    // No extension was requested, so the proof has no results of any.
    return { ok: true, data: { challengeId, response: { ...response, clientExtensionResults: {} } } };
  } catch (cause) {
    if (isDeclined(cause)) return { ok: true, data: null };
    throw cause;
  }
}

/**
 * Asks for a passkey and sends the proof. The window can stay open longer than its challenge is valid: an
 * expired challenge is replaced once.
 * @returns the result of `send`; null when the visitor closed the window
 */
export async function withPasskeyProof<T>(
  api: Api,
  send: (proof: PasskeyProof) => Promise<ApiResult<T>>,
): Promise<ApiResult<T | null>> {
  const attempt = async (): Promise<ApiResult<T | null>> => {
    const proof = await askForPasskey(api);
    if (!proof.ok) return proof;
    return proof.data ? send(proof.data) : { ok: true, data: null };
  };
  const answer = await attempt();
  return !answer.ok && answer.problem.code === "CHALLENGE_EXPIRED" ? attempt() : answer;
}

/** Browsers do not distinguish a closed window, a timeout and a missing passkey. */
const isDeclined = (cause: unknown): boolean =>
  cause instanceof Error && ["NotAllowedError", "AbortError"].includes(cause.name);
