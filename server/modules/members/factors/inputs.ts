/** Inputs of second factors. */
import { type TSchema, Type } from "typebox";
import { Closed } from "../../../platform/schema.ts";

/**
 * Six digits of an app, or a recovery code, as typed. Other text is a wrong code (401), not an invalid input
 * (400).
 */
export const CodeInput = Type.String({ minLength: 1, maxLength: 40 });

/** 256 bits, base64url. Other text is an unknown challenge. */
export const ChallengeInput = Type.String({ maxLength: 200 });

const Bytes = (maxLength: number) => Type.String({ pattern: "^[A-Za-z0-9_-]*$", maxLength });

/**
 * The result of `navigator.credentials`, in its JSON form. Browsers add fields to it; unknown fields are
 * ignored.
 */
const CredentialJson = <Response extends TSchema>(response: Response) =>
  Type.Object({
    id: Bytes(1_400),
    rawId: Bytes(1_400),
    type: Type.Literal("public-key"),
    response,
    clientExtensionResults: Type.Object({}),
  });

export const RegistrationInput = CredentialJson(
  Type.Object({
    clientDataJSON: Bytes(8_000),
    attestationObject: Bytes(32_000),
    transports: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z0-9-]{1,32}$" }), { maxItems: 10 })),
  }),
);

export const PasskeyInput = Closed({
  challengeId: ChallengeInput,
  response: CredentialJson(
    Type.Object({
      clientDataJSON: Bytes(8_000),
      authenticatorData: Bytes(8_000),
      signature: Bytes(8_000),
      userHandle: Type.Optional(Bytes(200)),
    }),
  ),
});
