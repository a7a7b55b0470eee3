/** The API's cookies, which scripts cannot read. Over https browsers tie them to this very host (`__Host-`). */
export type SessionCookies = { access: string; refresh: string };

export const sessionCookies = (https: boolean): SessionCookies =>
  https ? { access: "__Host-access", refresh: "__Host-refresh" } : { access: "access", refresh: "refresh" };

/** What ends both cookies in the browser, as Set-Cookie lines. */
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

/** A Cookie header with some cookies exchanged, or taken out (undefined). */
export function withCookies(header: string, changed: Record<string, string | undefined>): string {
  const kept = header.split("; ").filter((pair) => pair !== "" && !((pair.split("=")[0] ?? "") in changed));
  const added = Object.entries(changed).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return [...kept, ...added].join("; ");
}
