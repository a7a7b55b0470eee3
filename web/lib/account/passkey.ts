import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import { insertPasskey, newPasskeyOptions } from "../api/account.ts";
import type { Api } from "../api/client.ts";
import type { ApiResult, Problem } from "../api/problem.ts";
import type { Passkey, PasskeyInput } from "../api/types.ts";

/** Why the device made no passkey: its owner canceled, it has one already, or it cannot make one. */
const deviceRefusals = ["DEVICE_CANCELED", "DEVICE_KNOWN", "DEVICE_UNABLE"] as const;
export type DeviceRefusal = (typeof deviceRefusals)[number];

/** @returns null for an error that is a defect of ours, not a refusal of the device */
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

/** The API passes on the options of its library; this checks the parts that our library needs. */
const isCreation = (options: object): options is PublicKeyCredentialCreationOptionsJSON =>
  "challenge" in options && "rp" in options && "user" in options && "pubKeyCredParams" in options;

/** The part of the browser's response that the API accepts. */
function acceptedPart({ id, rawId, type, response }: RegistrationResponseJSON): PasskeyInput["response"] {
  const { clientDataJSON, attestationObject, transports } = response;
  const proof = { clientDataJSON, attestationObject, ...(transports ? { transports } : {}) };
  return { id, rawId, type, response: proof, clientExtensionResults: {} };
}

/** The library is loaded on demand. */
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
 * Requests the options from the API, makes the passkey on the device, and stores it at the API.
 * @param guarded makes a call that may demand a step-up; see useStepUp
 */
export async function registerPasskey(
  api: Api,
  name: string,
  guarded: <T>(call: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>,
): Promise<ApiResult<Passkey>> {
  const requested = await guarded(() => newPasskeyOptions(api));
  if (!requested.ok) return requested;
  const { challengeId, options } = requested.data;
  if (!isCreation(options)) throw new Error("the API's options are no options for a new passkey");
  const created = await askDevice(options);
  if (!created.ok) return created;
  return guarded(() => insertPasskey(api, { challengeId, name, response: acceptedPart(created.data) }));
}
