import { Type } from "typebox";
import { accountOf, everyone, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CREDENTIALS_BODY_BYTES, KnownEmailInput, MailTokenInput, PasswordInput } from "../inputs.ts";
import { changePassword } from "./change-password.ts";
import { requestPasswordReset, resetPassword } from "./reset-password.ts";

export function passwordRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/auth/password-reset",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["auth"],
        summary: "Request a link that resets the password",
        problems: ["TOO_MANY_REQUESTS"],
        body: Closed({ email: KnownEmailInput }),
        response: {
          202: Closed({
            status: Type.Literal("sent", { description: "also for an e-mail without an account" }),
          }),
        },
      },
    },
    async (request, reply) => {
      await requestPasswordReset(members, request.body.email, originOf(request));
      return reply.code(202).send({ status: "sent" });
    },
  );

  app.post(
    "/api/v1/auth/password-reset/confirm",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["auth"],
        summary: "Reset the password with a mailed link",
        problems: ["LINK_EXPIRED", "TOO_MANY_REQUESTS"],
        body: Closed({ token: MailTokenInput, password: PasswordInput }),
        response: {
          204: Type.Null({ description: "the password is new; every session has ended" }),
        },
      },
    },
    async (request, reply) => {
      await resetPassword(members, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/v1/me/password",
    {
      config: { access: signedIn() },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["me"],
        summary: "Change the password",
        problems: ["INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        body: Closed({ currentPassword: PasswordInput, newPassword: PasswordInput }),
        response: {
          204: Type.Null({ description: "the password is new; the other sessions have ended" }),
        },
      },
    },
    async (request, reply) => {
      await changePassword(members, accountOf(request), request.body, originOf(request));
      return reply.code(204).send(null);
    },
  );
}
