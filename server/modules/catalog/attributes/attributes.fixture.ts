/** Attributes over HTTP, for the tests. */
import { expect } from "vitest";
import type { client, HeaderFields } from "../../../../tests/support/client.ts";

export interface StaffAttributeBody {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly choices: { readonly code: string; readonly name: string }[];
  readonly facet: boolean;
  readonly everywhere: boolean;
  readonly categoryIds: string[];
  readonly position: number;
  readonly etag: string;
}

let made = 0;

/** A code that no other test has. */
export const newCode = (): string => {
  made += 1;
  return `code-${process.pid}-${made}`;
};

export function attributeMaker(api: ReturnType<typeof client>, proof: HeaderFields) {
  const call = <Body = StaffAttributeBody>(
    method: string,
    path: string,
    body?: unknown,
    headers: HeaderFields = proof,
  ) => api.request<Body>(method, `/api/v1/admin/attributes${path}`, body, headers);

  /** By default a text. */
  async function make(input: object = {}): Promise<StaffAttributeBody> {
    const given = { code: newCode(), type: "text", name: "이름", ...input };
    const { status, body } = await call("POST", "", given);
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }
  const choices = (...codes: string[]) => ({
    type: "choice",
    choices: codes.map((code) => ({ code, name: `${code}!`, translations: { en: { name: `the ${code}` } } })),
  });
  return { call, make, choices };
}
