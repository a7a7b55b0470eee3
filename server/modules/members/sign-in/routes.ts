import { Type } from "typebox";
import { everyone, originOf, proofOf } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { readCookie } from "../../../platform/http/cookies.ts";
import { Closed } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CREDENTIALS_BODY_BYTES, KnownEmailInput, PasswordInput } from "../inputs.ts";
import { JWKS_MAX_AGE_SECONDS } from "../sessions/keys.ts";
import { refresh } from "../sessions/refresh.ts";
import { signOut } from "../sessions/sessions.ts";
import { clearSignInCookies, SignInResponse, sendSignInResult } from "../sessions/sign-in-response.ts";
import { signIn } from "./sign-in.ts";

const Jwks = Closed({
  keys: Type.Array(
    Closed({
      kty: Type.Literal("OKP"),
      crv: Type.Literal("Ed25519"),
      x: Type.String(),
      kid: Type.String({ description: "RFC 7638 thumbprint" }),
      alg: Type.Literal("EdDSA"),
      use: Type.Literal("sig"),
    }),
  ),
});

export function signInRoutes(app: App, members: MembersContext): void {
  const tags = ["auth"];

  app.post(
    "/api/v1/auth/login",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags,
        summary: "Sign in with a password",
        problems: ["INVALID_CREDENTIALS", "SECOND_FACTOR_REQUIRED", "TOO_MANY_REQUESTS"],
        body: Closed({ email: KnownEmailInput, password: PasswordInput }),
        response: { 200: SignInResponse },
      },
    },
    async (request, reply) =>
      sendSignInResult(reply, members, await signIn(members, request.body, originOf(request))),
  );

  app.post(
    "/api/v1/auth/refresh",
    {
      // The cookie alone is enough: another site's page cannot read the response, and cannot send the cookie.
      config: { access: everyone, crossSite: "withoutEvidence" },
      schema: {
        tags,
        summary: "Renew the access token",
        problems: ["UNAUTHENTICATED"],
        response: { 200: SignInResponse },
      },
    },
    async (request, reply) => {
      const token = readCookie(request.headers.cookie, "refresh", members.settings.secureCookies);
      return sendSignInResult(reply, members, await refresh(members, token, originOf(request)));
    },
  );

  app.post(
    "/api/v1/auth/logout",
    {
      config: { access: everyone, crossSite: "withoutEvidence" },
      schema: {
        tags,
        summary: "Sign out",
        response: { 204: Type.Null({ description: "the session has ended" }) },
      },
    },
    async (request, reply) => {
      const refreshToken = readCookie(request.headers.cookie, "refresh", members.settings.secureCookies);
      await signOut(members, proofOf(request), refreshToken);
      clearSignInCookies(reply, members);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/.well-known/jwks.json",
    {
      config: { access: everyone },
      schema: { tags, summary: "Read the keys that verify access tokens", response: { 200: Jwks } },
    },
    async (_request, reply) => {
      reply.header("cache-control", `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
      return { keys: [...(await members.keys.published(members.clock.now()))] };
    },
  );
}
