import { Type } from "typebox";
import { accountOf, actorOf, everyone, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { refuseBypass } from "../factors/factors.ts";
import { ChallengeInput, PasskeyInput, RegistrationInput } from "../factors/inputs.ts";
import type { PasskeyRow } from "../factors/passkey-queries.ts";
import { addPasskey, beginPasskey, listPasskeys, removePasskey, renamePasskey } from "../factors/passkeys.ts";
import { SignInResponse, sendSignInResult } from "../sessions/sign-in-response.ts";
import { beginPasskeySignIn, signInWithPasskey } from "./passkey-sign-in.ts";

const Passkey = Closed({
  id: Uuid,
  name: Type.String(),
  createdAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
  backedUp: Type.Boolean({ description: "its provider keeps a copy: it outlives the device" }),
});

const presentPasskey = ({ id, name, createdAt, lastUsedAt, backedUp }: PasskeyRow) => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  backedUp,
});

/** The options that a page passes to `navigator.credentials`, in their JSON form. */
const PasskeyOptions = (description: string) =>
  Closed({
    challengeId: Type.String({
      description: "to be sent with the browser's answer, within five minutes, once",
    }),
    options: Type.Object({ challenge: Type.String() }, { additionalProperties: true, description }),
  });

const PasskeyName = Line(60);
const params = Closed({ id: Uuid });
const BODY_BYTES = 64 * 1024;

export function passkeyRoutes(app: App, members: MembersContext): void {
  const stepUp = signedIn({ stepUp: true, whileFactorDue: true });
  passkeySignInRoutes(app, members);
  const tags = ["me"];

  app.get(
    "/api/v1/me/passkeys",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags,
        summary: "List the member's passkeys",
        response: { 200: Closed({ items: Type.Array(Passkey) }) },
      },
    },
    async (request) => ({ items: (await listPasskeys(members, accountOf(request).id)).map(presentPasskey) }),
  );

  app.post(
    "/api/v1/me/passkeys/options",
    {
      config: { access: stepUp },
      schema: {
        tags,
        summary: "Begin to register a passkey",
        problems: ["PASSKEY_LIMIT"],
        response: {
          200: PasskeyOptions("PublicKeyCredentialCreationOptionsJSON"),
        },
      },
    },
    async (request) => {
      await refuseBypass(members, actorOf(request));
      return beginPasskey(members, accountOf(request).id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/me/passkeys",
    {
      config: { access: stepUp },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: "Register a passkey",
        problems: ["CHALLENGE_EXPIRED", "PASSKEY_LIMIT"],
        body: Closed({ challengeId: ChallengeInput, name: PasskeyName, response: RegistrationInput }),
        response: { 201: Passkey },
      },
    },
    async (request, reply) => {
      await refuseBypass(members, actorOf(request));
      return reply
        .code(201)
        .send(presentPasskey(await addPasskey(members, accountOf(request), request.body)));
    },
  );

  app.patch(
    "/api/v1/me/passkeys/:id",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Rename a passkey",
        params,
        body: Closed({ name: PasskeyName }),
        response: { 200: Passkey },
      },
    },
    async (request) =>
      presentPasskey(
        await renamePasskey(members, accountOf(request).id, request.params.id, request.body.name),
      ),
  );

  app.delete(
    "/api/v1/me/passkeys/:id",
    {
      config: { access: stepUp },
      schema: {
        tags,
        summary: "Remove a passkey",
        params,
        response: {
          204: Type.Null({ description: "it is gone, and the member's other sessions have ended" }),
        },
      },
    },
    async (request, reply) => {
      await refuseBypass(members, actorOf(request));
      await removePasskey(members, accountOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function passkeySignInRoutes(app: App, members: MembersContext): void {
  const tags = ["auth"];

  app.post(
    "/api/v1/auth/passkey/options",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Begin a sign-in with a passkey",
        problems: ["TOO_MANY_REQUESTS"],
        description: "For a sign-in, and for a step-up with a passkey.",
        response: { 200: PasskeyOptions("PublicKeyCredentialRequestOptionsJSON") },
      },
    },
    async (request) => beginPasskeySignIn(members, originOf(request)),
  );

  app.post(
    "/api/v1/auth/passkey",
    {
      config: { access: everyone },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: "Sign in with a passkey",
        problems: ["CHALLENGE_EXPIRED", "INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        body: PasskeyInput,
        response: { 200: SignInResponse },
      },
    },
    async (request, reply) =>
      sendSignInResult(reply, members, await signInWithPasskey(members, request.body, originOf(request))),
  );
}
