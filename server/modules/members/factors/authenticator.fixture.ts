/**
 * An authenticator in software (WebAuthn level 3, §6): makes ES256 key pairs and signs with them as a phone
 * or a security key would, and acts as the browser too. Each part of a response can be falsified.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { issuer } from "../members.fixture.ts";

/** The page's options, as far as the authenticator reads them. */
export interface CeremonyOptions {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** Deviations of an attacker or a broken device. */
export interface AuthenticatorQuirks {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  readonly userHandle?: string;
  readonly backedUp?: boolean;
  readonly fmt?: string;
  readonly attStmt?: Map<string, unknown>;
}

export interface Authenticator {
  readonly credentialId: string;
  register(options: CeremonyOptions, bent?: AuthenticatorQuirks): object;
  /** Each use raises the counter, unless the authenticator does not count. */
  signIn(options: CeremonyOptions, bent?: AuthenticatorQuirks): object;
  /** A copy with the same key and counter. */
  clone(): Authenticator;
}

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();
const PRESENT = 0x01;
const VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED = 0x40;

export function authenticator({ counts = true } = {}): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return withKey(privateKey, publicKey, randomBytes(32), { counts, counter: 0, userHandle: "" });
}

interface State {
  readonly counts: boolean;
  counter: number;
  userHandle: string;
}

function withKey(privateKey: KeyObject, publicKey: KeyObject, id: Buffer, state: State): Authenticator {
  const credentialId = id.toString("base64url");
  const answer = (response: object) => ({
    id: credentialId,
    rawId: credentialId,
    type: "public-key",
    response,
    authenticatorAttachment: "platform",
    clientExtensionResults: { credProps: { rk: true } },
  });
  const authenticatorData = (bent: AuthenticatorQuirks, attested: Buffer): Buffer => {
    const flags =
      PRESENT |
      (bent.userVerified === false ? 0 : VERIFIED) |
      (bent.backedUp ? BACKUP_ELIGIBLE | BACKED_UP : 0) |
      (attested.length > 0 ? ATTESTED : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(state.counter);
    return Buffer.concat([
      sha256(bent.rpId ?? new URL(issuer).hostname),
      Buffer.from([flags]),
      counter,
      attested,
    ]);
  };
  return {
    credentialId,
    register({ challenge, user }, bent = {}) {
      state.userHandle = user?.id ?? "";
      const size = Buffer.alloc(2);
      size.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), size, id, coseOf(publicKey)]);
      const { fmt = "none", attStmt } = bent;
      const data = authenticatorData(bent, attested);
      const client = clientData(bent.type ?? "webauthn.create", challenge, bent);
      const selfMade =
        fmt === "packed" ? selfAttested(sign("sha256", signedOf(data, client), privateKey)) : new Map();
      const attestation = new Map<string, unknown>([
        ["fmt", fmt],
        ["attStmt", attStmt ?? selfMade],
        ["authData", new Uint8Array(data)],
      ]);
      return answer({
        clientDataJSON: client.toString("base64url"),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal", "hybrid"],
        publicKeyAlgorithm: -7,
      });
    },
    signIn({ challenge }, bent = {}) {
      if (state.counts) state.counter += 1;
      const data = authenticatorData(bent, Buffer.alloc(0));
      const client = clientData(bent.type ?? "webauthn.get", challenge, bent);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signedOf(data, client), privateKey).toString("base64url"),
        userHandle: bent.userHandle ?? state.userHandle,
      });
    },
    clone: () => withKey(privateKey, publicKey, id, { ...state }),
  };
}

const signedOf = (data: Buffer, client: Buffer): Buffer => Buffer.concat([data, sha256(client)]);

const selfAttested = (signature: Buffer): Map<string, unknown> =>
  new Map<string, unknown>([
    ["alg", -7],
    ["sig", new Uint8Array(signature)],
  ]);

const clientData = (type: string, challenge: string, { origin = issuer }: AuthenticatorQuirks): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

const cbor = (value: Map<string | number, unknown>): Buffer =>
  Buffer.from(isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]));

/** RFC 9052: kty EC2, alg ES256, crv P-256, x, y. */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  );
}
