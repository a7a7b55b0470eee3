/** Staff of a role for the browser tests, invited by the owner. */
import { type Client, client, type Member } from "../support/client.ts";
import { linkInMail, somebody, type TestAccount } from "./members.ts";
import { ownerProof } from "./owner.ts";

export interface TestStaff {
  readonly account: TestAccount;
  /** The account's own requests. */
  readonly api: Member;
}

async function demand(answer: ReturnType<Client["request"]>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
}

/** Staff who have an account of their own: for tests that look at what this person does, or has. */
export async function hire(shopUrl: string, role: string): Promise<TestStaff> {
  const account = somebody();
  const { name, email, password } = account;
  const api = client(shopUrl);
  const proof = await ownerProof(shopUrl);
  await demand(api.request("POST", "/api/v1/admin/staff/invitations", { email, role }, proof));
  const token = (await linkInMail(shopUrl, email, "/invitation")).split("#token=")[1];
  await demand(api.request("POST", "/api/v1/auth/invitations/accept", { token, name, password }));
  return { account, api: await client(shopUrl).signIn(email, password) };
}

const colleagues = new Map<string, TestAccount>();

/** Staff of a role, the same person for all tests of a worker that only open rooms. */
export async function staffOf(shopUrl: string, role: string): Promise<TestAccount> {
  const key = `${shopUrl} ${role}`;
  const account = colleagues.get(key) ?? (await hire(shopUrl, role)).account;
  colleagues.set(key, account);
  return account;
}
