import { Type } from "typebox";
import { everyone, originOf } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, EmailInput, PhoneInput } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CREDENTIALS_BODY_BYTES, NameInput, PasswordInput } from "../inputs.ts";
import { signUp } from "./sign-up.ts";

const RequiredConsent = Type.Boolean({ description: "must be true" });
const OptionalConsent = Type.Optional(Type.Boolean());

const SignUp = Closed({
  email: EmailInput,
  password: PasswordInput,
  name: NameInput,
  phone: Type.Optional(PhoneInput),
  agreements: Closed({
    terms: RequiredConsent,
    privacy: RequiredConsent,
    over14: RequiredConsent,
    marketing: Type.Optional(
      Type.Union([
        Type.Boolean(),
        Closed({ email: OptionalConsent, sms: OptionalConsent, push: OptionalConsent }),
      ]),
    ),
  }),
});

export function signUpRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/auth/signup",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags: ["auth"],
        summary: "Sign up",
        problems: ["TOO_MANY_REQUESTS"],
        body: SignUp,
        response: {
          202: Closed({
            status: Type.Literal("verification_sent", {
              description: "also for an e-mail that has an account",
            }),
          }),
        },
      },
    },
    async (request, reply) => {
      await signUp(members, request.body, originOf(request));
      return reply.code(202).send({ status: "verification_sent" });
    },
  );
}
