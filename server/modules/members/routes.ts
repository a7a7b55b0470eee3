import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { DomainError } from "../../platform/errors.ts";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { problems } from "../../platform/http/problem.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import { emailPattern } from "./email.ts";
import { clearRefreshCookie, setRefreshCookie } from "./refresh-cookie.ts";
import { type Members, signIn, signOut } from "./service.ts";

const Login = Closed({
  email: Type.String({ maxLength: 320, pattern: emailPattern }),
  // No NUL and no lone surrogate. The bound in bytes is judged after normalisation, which makes most text shorter.
  password: Type.String({ minLength: 1, maxLength: 1_024, pattern: "^[^\\u0000\\ud800-\\udfff]*$" }),
});
const SignedIn = Closed({
  accessToken: Type.String({ description: "JWT (at+jwt, EdDSA), for `Authorization: Bearer`" }),
  expiresIn: Type.Integer({ description: "seconds" }),
  member: Closed({
    id: Uuid,
    email: Type.String(),
    name: Type.String(),
    permissions: Type.Array(Type.String(), { description: "resource:action" }),
  }),
});
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

/** Enough for the longest e-mail and password, however they are escaped. */
const LOGIN_BODY_BYTES = 16 * 1024;

export function routes(app: App, members: Members, secureCookies: boolean): void {
  const tags = ["auth"];

  app.post(
    "/api/v1/auth/login",
    {
      config: { access: everyone },
      bodyLimit: LOGIN_BODY_BYTES,
      schema: { tags, body: Login, response: { 200: SignedIn, ...problems(400, 401, 413, 415, 429) } },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const from = { ip: request.ip, userAgent: request.headers["user-agent"] };
      const { refreshToken, refreshExpiresIn, ...answer } = await signIn(members, { email, password, ...from });
      reply.header("set-cookie", setRefreshCookie(secureCookies, refreshToken, refreshExpiresIn));
      reply.header("cache-control", "no-store");
      return answer;
    },
  );

  app.post(
    "/api/v1/auth/logout",
    {
      config: { access: everyone },
      schema: { tags, response: { 204: Type.Null({ description: "the session has ended" }), ...problems(401) } },
    },
    async (request, reply) => {
      await signOut(members, bearerOf(request));
      return reply.code(204).header("set-cookie", clearRefreshCookie(secureCookies)).send(null);
    },
  );

  app.get(
    "/.well-known/jwks.json",
    {
      config: { access: everyone },
      schema: { tags, response: { 200: Jwks } },
    },
    async (_request, reply) => {
      reply.header("cache-control", "public, max-age=300");
      return { keys: [...members.keys.published] };
    },
  );
}

function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token) throw new DomainError("UNAUTHENTICATED");
  return token;
}
