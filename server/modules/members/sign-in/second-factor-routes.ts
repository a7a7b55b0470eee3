import { Type } from "typebox";
import { accountOf, actorOf, everyone, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { Closed } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { refuseBypass } from "../factors/factors.ts";
import { ChallengeInput, CodeInput } from "../factors/inputs.ts";
import { RECOVERY_CODES } from "../factors/one-time-codes.ts";
import { renewRecoveryCodes } from "../factors/recovery-codes.ts";
import { beginTotp, confirmTotp, removeTotp } from "../factors/totp.ts";
import { SignInResponse, sendSignInResult } from "../sessions/sign-in-response.ts";
import { signInWithCode } from "./sign-in.ts";

const RecoveryCodes = Closed({
  recoveryCodes: Type.Array(Type.String(), {
    minItems: RECOVERY_CODES,
    maxItems: RECOVERY_CODES,
    description: "shown once; each is good once",
  }),
});

export function secondFactorRoutes(app: App, members: MembersContext): void {
  const access = signedIn({ stepUp: true, whileFactorDue: true });
  const tags = ["me"];

  app.post(
    "/api/v1/auth/login/second-factor",
    {
      config: { access: everyone },
      schema: {
        tags: ["auth"],
        summary: "Complete a sign-in with a code",
        problems: ["CHALLENGE_EXPIRED", "INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        description: "The second step of a sign-in that was answered SECOND_FACTOR_REQUIRED.",
        body: Closed({ challenge: ChallengeInput, code: CodeInput }),
        response: { 200: SignInResponse },
      },
    },
    async (request, reply) =>
      sendSignInResult(reply, members, await signInWithCode(members, request.body, originOf(request))),
  );

  app.post(
    "/api/v1/me/totp",
    {
      config: { access },
      schema: {
        tags,
        summary: "Begin to set up an authenticator app",
        response: {
          200: Closed({
            secret: Type.String({ description: "base 32, to be typed" }),
            uri: Type.String({ description: "otpauth://totp/…, for a QR code" }),
          }),
        },
      },
    },
    async (request) => {
      await refuseBypass(members, actorOf(request));
      return beginTotp(members, accountOf(request).id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/me/totp/confirm",
    {
      config: { access },
      schema: {
        tags,
        summary: "Turn on codes of an authenticator app",
        problems: ["NOT_FOUND", "INVALID_CREDENTIALS"],
        description: "Turns codes at sign-in on. The member's other sessions end.",
        body: Closed({ code: Type.String({ pattern: "^[0-9]{6}$" }) }),
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      await refuseBypass(members, actorOf(request));
      return { recoveryCodes: await confirmTotp(members, accountOf(request), request.body.code) };
    },
  );

  app.delete(
    "/api/v1/me/totp",
    {
      config: { access },
      schema: {
        tags,
        summary: "Turn off codes of an authenticator app",
        problems: ["NOT_FOUND"],
        response: {
          204: Type.Null({ description: "codes are off, and the member's other sessions have ended" }),
        },
      },
    },
    async (request, reply) => {
      await refuseBypass(members, actorOf(request));
      await removeTotp(members, accountOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/v1/me/recovery-codes",
    {
      config: { access },
      schema: {
        tags,
        summary: "Make new recovery codes",
        problems: ["NOT_FOUND"],
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      await refuseBypass(members, actorOf(request));
      return { recoveryCodes: await renewRecoveryCodes(members, accountOf(request).id) };
    },
  );
}
