/** The API's cookies, which scripts cannot read. Over https the prefix `__Host-` ties them to this host. */
export type SessionCookies = { access: string; refresh: string };

export const sessionCookies = (https: boolean): SessionCookies =>
  https ? { access: "__Host-access", refresh: "__Host-refresh" } : { access: "access", refresh: "refresh" };

/** The Set-Cookie lines that end both cookies. */
export const endedCookies = (https: boolean): string[] => {
  const { access, refresh } = sessionCookies(https);
  const attributes = `Path=/; Max-Age=0; HttpOnly${https ? "; Secure" : ""}`;
  return [`${access}=; ${attributes}; SameSite=Lax`, `${refresh}=; ${attributes}; SameSite=Strict`];
};

/** The values that Set-Cookie lines set, by name. */
export const cookieValues = (lines: readonly string[]): Map<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      return name && value ? [[name.trim(), value.trim()]] : [];
    }),
  );

/** A Cookie header with some cookies replaced, or removed (undefined). */
export function withCookies(header: string, changed: Record<string, string | undefined>): string {
  const others = header.split("; ").filter((pair) => pair !== "" && !((pair.split("=")[0] ?? "") in changed));
  const added = Object.entries(changed).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return [...others, ...added].join("; ");
}
