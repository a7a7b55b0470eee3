/**
 * Requests to authenticators, and the verification of their responses (WebAuthn level 3). Passkeys are
 * discoverable, so a sign-in names no account. The device verifies their holder, so one passkey counts as two
 * factors. No attestation is requested: the make of a device does not matter here, and a certificate would
 * name addresses to fetch revocation lists from.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

/** Loaded at first use: it takes 200 ms. */
const library = () => import("@simplewebauthn/server");

const TIMEOUT_MS = 300_000;
/** Ed25519, ECDSA with P-256, RSA (COSE numbers): every authenticator has one of them. */
const algorithms = [-8, -7, -257];

/** A passkey is valid for the shop's host, and on pages of its origin alone. */
const relyingPartyOf = (issuer: string) => {
  const { hostname, origin } = new URL(issuer);
  return { rpID: hostname, origin };
};

export interface Credential {
  readonly credentialId: Buffer;
  readonly transports: readonly string[];
}

interface CreationRequest {
  /** The device shows it beside the passkey. */
  readonly shopName: string;
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** Base64url. */
  readonly challenge: string;
  readonly known: readonly Credential[];
}

/** For `navigator.credentials.create`. */
export async function creationOptions(
  issuer: string,
  { shopName, accountId, email, name, challenge, known }: CreationRequest,
) {
  return (await library()).generateRegistrationOptions({
    rpName: shopName,
    rpID: relyingPartyOf(issuer).rpID,
    userName: email,
    userDisplayName: name,
    userID: handleOf(accountId),
    challenge: Buffer.from(challenge, "base64url"),
    timeout: TIMEOUT_MS,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId.toString("base64url"),
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
}

/** For `navigator.credentials.get`. The options are the same for every account. */
export async function requestOptions(issuer: string, challenge: string) {
  return (await library()).generateAuthenticationOptions({
    rpID: relyingPartyOf(issuer).rpID,
    challenge: Buffer.from(challenge, "base64url"),
    timeout: TIMEOUT_MS,
    userVerification: "required",
  });
}

/**
 * Returns the new credential. Throws an Error when the response cannot come from our page for this challenge.
 */
export async function readRegistration(
  issuer: string,
  challenge: string,
  response: RegistrationResponseJSON,
) {
  const { rpID, origin } = relyingPartyOf(issuer);
  const { verifyRegistrationResponse } = await library();
  await refuseCertificates(response);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error("the attestation is not signed with the new key");
  const { credential, credentialBackedUp: backedUp } = registrationInfo;
  return {
    credentialId: Buffer.from(credential.id, "base64url"),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    backedUp,
  };
}

/**
 * Browsers remove certificates when no attestation was requested. The library would fetch the addresses in
 * them.
 */
async function refuseCertificates({ response }: RegistrationResponseJSON): Promise<void> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const attestation = decodeAttestationObject(
    new Uint8Array(Buffer.from(response.attestationObject, "base64url")),
  );
  const format = attestation.get("fmt");
  const certified = attestation.get("attStmt").get("x5c") !== undefined;
  if (certified || (format !== "none" && format !== "packed"))
    throw new Error(`unrequested attestation: ${format}`);
}

interface StoredPasskey {
  readonly accountId: string;
  readonly publicKey: Buffer<ArrayBuffer>;
}

/**
 * Returns the authenticator's counter and backup state. Throws an Error unless this passkey signed this
 * challenge on our page. The caller compares the counter: only after this check is it known to come from the
 * authenticator.
 */
export async function readAssertion(
  issuer: string,
  challenge: string,
  response: AuthenticationResponseJSON,
  { accountId, publicKey }: StoredPasskey,
) {
  const { rpID, origin } = relyingPartyOf(issuer);
  const { verifyAuthenticationResponse } = await library();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
  });
  if (!verified) throw new Error("the signature is wrong");
  const handle = Buffer.from(response.response.userHandle ?? "", "base64url");
  if (!handle.equals(handleOf(accountId))) throw new Error("the passkey belongs to another account");
  return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
}

/** The user handle that an authenticator stores: the account's id, 16 bytes. */
const handleOf = (accountId: string): Buffer<ArrayBuffer> =>
  Buffer.from(accountId.replaceAll("-", ""), "hex");
