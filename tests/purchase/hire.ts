/** Staff of a role for the tests of a purchase, invited by the owner. */
import { client, type Member } from "../support/client.ts";
import type { PurchaseStage } from "./stage.ts";

const PASSWORD = "돛단배 일곱 척과 물고기";
let hired = 0;

export async function hire({ shop, shopper }: PurchaseStage, role: string): Promise<Member> {
  hired += 1;
  const email = `staff-${hired}@office.test`;
  const { proof } = await shopper.signIn("owner@jangteo.test", "a-password-for-tests");
  const invited = await shopper.request("POST", "/api/v1/admin/staff/invitations", { email, role }, proof);
  if (invited.status >= 300) throw new Error(`the invitation was refused: ${invited.status}`);
  const mail = await shop.mailbox.next({ to: email });
  const token = /#token=([\w-]+)/.exec(mail.text)?.[1];
  const accepted = { token, name: "박직원", password: PASSWORD };
  const answer = await shopper.request("POST", "/api/v1/auth/invitations/accept", accepted);
  if (answer.status >= 300) throw new Error(`the invitation was not accepted: ${answer.status}`);
  return client(shop.url).signIn(email, PASSWORD);
}
