/** People with roles in the shop of members.fixture.ts, and their requests. */
import { decodeJwt } from "jose";
import { type MembersShop, startShop, tokenOf } from "../members.fixture.ts";

export const password = "다람쥐 헌 쳇바퀴에 타고파";

/** A signed-in account. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

export interface StaffResponse<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
}

export interface Entry {
  readonly seq: number;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  readonly action: string;
  readonly subject: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly reason: string | null;
  readonly ip: string;
}

export interface StaffShop extends MembersShop {
  /** Makes an account with the role and a verified e-mail, signed in. */
  hire(role: string, name?: string): Promise<Person>;
  signIn(email: string): Promise<Person>;
  request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<StaffResponse<Body>>;
  /** The audit log's entries about a subject, the oldest first. */
  entriesOf(subject: string): Promise<Entry[]>;
}

let people = 0;

export async function startStaffShop(): Promise<StaffShop> {
  const shop = await startShop();

  async function request<Body>(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<StaffResponse<Body>> {
    const answer = await shop.send(method, `/api/v1${path}`, token, body);
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text === "" ? "{}" : text) as Body };
  }

  async function signIn(email: string): Promise<Person> {
    const token = await tokenOf(await shop.login({ email, password }));
    return { id: decodeJwt(token).sub ?? "", email, token };
  }

  async function hire(role: string, name = "김직원"): Promise<Person> {
    people += 1;
    const email = `${role}-${people}@staff.test`;
    await shop.addMember(email, password);
    await shop.db.script(`
      UPDATE members.accounts SET role = '${role}', name = '${name}', email_verified_at = now()
      WHERE email_key = '${email}'`);
    return signIn(email);
  }

  const auditor = await hire("manager");
  return {
    ...shop,
    request,
    signIn,
    hire,
    async entriesOf(subject) {
      const path = `/admin/audit-log?limit=100&subject=${encodeURIComponent(subject)}`;
      const { token } = await signIn(auditor.email);
      const { body } = await request<{ items: Entry[] }>("GET", path, token);
      return body.items.toReversed();
    },
  };
}
