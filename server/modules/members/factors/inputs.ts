/** What comes with a second factor. */
import { type TSchema, Type } from "typebox";
import { Closed } from "../../../platform/schema.ts";

/** Six digits of an app or a recovery code, as people type them: anything else is a wrong code, not a wrong form. */
export const CodeInput = Type.String({ minLength: 1, maxLength: 40 });

/** 256 bits, base64url. Anything else is no challenge of ours. */
export const ChallengeInput = Type.String({ maxLength: 200 });

const Bytes = (maxLength: number) => Type.String({ pattern: "^[A-Za-z0-9_-]*$", maxLength });

/** What `navigator.credentials` gave, in its JSON form. Browsers add fields to it: what we do not know is not looked at. */
const BrowserAnswer = <Response extends TSchema>(response: Response) =>
  Type.Object({
    id: Bytes(1_400),
    rawId: Bytes(1_400),
    type: Type.Literal("public-key"),
    response,
    clientExtensionResults: Type.Object({}),
  });

export const RegistrationInput = BrowserAnswer(
  Type.Object({
    clientDataJSON: Bytes(8_000),
    attestationObject: Bytes(32_000),
    transports: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z0-9-]{1,32}$" }), { maxItems: 10 })),
  }),
);

export const PasskeyInput = Closed({
  challengeId: ChallengeInput,
  response: BrowserAnswer(
    Type.Object({
      clientDataJSON: Bytes(8_000),
      authenticatorData: Bytes(8_000),
      signature: Bytes(8_000),
      userHandle: Type.Optional(Bytes(200)),
    }),
  ),
});
