import { Type } from "typebox";
import {
  accountIdOf,
  accountOf,
  everyone,
  guestOrSignedIn,
  originOf,
  signedIn,
} from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, EmailInput } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CREDENTIALS_BODY_BYTES, MailTokenInput, PasswordInput } from "../inputs.ts";
import { confirmEmailChange, requestEmailChange } from "./change-email.ts";
import { requestVerification, verifyEmail } from "./verify-email.ts";

const Sent = Closed({ status: Type.Literal("sent") });
const Confirmed = Type.Null({ description: "the address is the account's" });

export function emailRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/auth/verify-email",
    {
      config: { access: guestOrSignedIn("session") },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["auth"],
        summary: "Verify the e-mail with a mailed link",
        problems: ["LINK_EXPIRED", "INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        body: Closed({
          token: MailTokenInput,
          password: Type.Optional({
            ...PasswordInput,
            description: "of the account; not needed when signed in to it",
          }),
        }),
        response: { 204: Confirmed },
      },
    },
    async (request, reply) => {
      await verifyEmail(members, { ...request.body, signedInAs: accountIdOf(request) }, originOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/v1/me/email/verification",
    {
      config: { access: signedIn() },
      schema: {
        tags: ["me"],
        summary: "Request a link that verifies the e-mail",
        problems: ["TOO_MANY_REQUESTS"],
        response: { 202: Sent },
      },
    },
    async (request, reply) => {
      await requestVerification(members, accountOf(request).id);
      return reply.code(202).send({ status: "sent" });
    },
  );

  app.post(
    "/api/v1/me/email",
    {
      config: { access: signedIn() },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["me"],
        summary: "Request a change of the e-mail",
        problems: ["INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        body: Closed({ email: EmailInput, password: PasswordInput }),
        response: { 202: Sent },
      },
    },
    async (request, reply) => {
      await requestEmailChange(members, accountOf(request).id, request.body, originOf(request));
      return reply.code(202).send({ status: "sent" });
    },
  );

  app.post(
    "/api/v1/auth/email-change/confirm",
    {
      config: { access: everyone },
      schema: {
        tags: ["auth"],
        summary: "Confirm a new e-mail with a mailed link",
        problems: ["LINK_EXPIRED"],
        body: Closed({ token: MailTokenInput }),
        response: { 204: Confirmed },
      },
    },
    async (request, reply) => {
      await confirmEmailChange(members, request.body.token);
      return reply.code(204).send(null);
    },
  );
}
