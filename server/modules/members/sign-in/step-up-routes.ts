import { Type } from "typebox";
import { accountOf, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CodeInput, PasskeyInput } from "../factors/inputs.ts";
import { PasswordInput } from "../inputs.ts";
import { SignInResponse, sendSignInResult } from "../sessions/sign-in-response.ts";
import { stepUp } from "./step-up.ts";

export function stepUpRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/auth/step-up",
    {
      config: { access: signedIn({ whileFactorDue: true }) },
      bodyLimit: 64 * 1024,
      schema: {
        tags: ["auth"],
        summary: "Confirm who is signed in",
        problems: ["INVALID_CREDENTIALS", "SECOND_FACTOR_REQUIRED", "CHALLENGE_EXPIRED", "TOO_MANY_REQUESTS"],
        description: "Who is signed in proves it again; a new session takes the place of this one.",
        body: Type.Union([
          Closed({ password: PasswordInput, code: Type.Optional(CodeInput) }),
          Closed({ passkey: PasskeyInput }),
        ]),
        response: { 200: SignInResponse },
      },
    },
    async (request, reply) =>
      sendSignInResult(
        reply,
        members,
        await stepUp(members, accountOf(request), request.body, originOf(request)),
      ),
  );
}
