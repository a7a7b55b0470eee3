import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import { insertPasskey, newPasskeyOptions } from "../api/account.ts";
import type { Api } from "../api/client.ts";
import type { ApiResult, Problem } from "../api/problem.ts";
import type { Passkey, PasskeyInput } from "../api/types.ts";

/** Why the device made no passkey: its owner thought better of it, it has one already, or it cannot. */
const deviceRefusals = ["DEVICE_CANCELED", "DEVICE_KNOWN", "DEVICE_UNABLE"] as const;
export type DeviceRefusal = (typeof deviceRefusals)[number];

/** @returns null for an error that is no answer of the device, but a fault of ours */
export function deviceRefusalOf(cause: unknown): DeviceRefusal | null {
  if (!(cause instanceof Error)) return null;
  const code = "code" in cause ? cause.code : null;
  if (code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return "DEVICE_KNOWN";
  if (code === "ERROR_CEREMONY_ABORTED" || cause.name === "NotAllowedError" || cause.name === "AbortError")
    return "DEVICE_CANCELED";
  return typeof code === "string" || cause.name === "NotSupportedError" ? "DEVICE_UNABLE" : null;
}

const noPasskey = (code: DeviceRefusal): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { status: 400, code, title: "" },
});

/** The API hands on what its library made; this is what ours needs of it. */
const isCreation = (options: object): options is PublicKeyCredentialCreationOptionsJSON =>
  "challenge" in options && "rp" in options && "user" in options && "pubKeyCredParams" in options;

/** What the API looks at of a browser's answer, which may hold more. */
function answerOf({ id, rawId, type, response }: RegistrationResponseJSON): PasskeyInput["response"] {
  const { clientDataJSON, attestationObject, transports } = response;
  const proof = { clientDataJSON, attestationObject, ...(transports ? { transports } : {}) };
  return { id, rawId, type, response: proof, clientExtensionResults: {} };
}

/** The library is loaded when somebody wants a passkey, not before. */
async function askDevice(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<ApiResult<RegistrationResponseJSON>> {
  const { browserSupportsWebAuthn, startRegistration } = await import("@simplewebauthn/browser");
  if (!browserSupportsWebAuthn()) return noPasskey("DEVICE_UNABLE");
  try {
    return { ok: true, data: await startRegistration({ optionsJSON }) };
  } catch (cause) {
    const reason = deviceRefusalOf(cause);
    if (!reason) throw cause;
    return noPasskey(reason);
  }
}

/**
 * Asks the API what to make, the device to make it, and the API to keep it.
 * @param sure makes a call that may first want to know who is asking
 */
export async function registerPasskey(
  api: Api,
  name: string,
  sure: <T>(call: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>,
): Promise<ApiResult<Passkey>> {
  const begun = await sure(() => newPasskeyOptions(api));
  if (!begun.ok) return begun;
  const { challengeId, options } = begun.data;
  if (!isCreation(options)) throw new Error("these are no options for a new passkey");
  const made = await askDevice(options);
  if (!made.ok) return made;
  return sure(() => insertPasskey(api, { challengeId, name, response: answerOf(made.data) }));
}
