/** The account to which a deposit is paid back, as a form has it. Pure. */
import type ko from "../../messages/ko.json";
import type { RefundAccount } from "../api/types.ts";

/** The banks that the API knows, by their codes, in the order of the list. */
export const bankCodes = [
  ...(["06", "88", "20", "81", "11", "90", "92", "89", "03", "45", "71", "48", "23", "27", "02"] as const),
  ...(["31", "32", "34", "37", "39", "35", "07", "64"] as const),
] satisfies readonly (RefundAccount["bank"] & keyof (typeof ko)["banks"])[];

export type RefundAccountField = keyof RefundAccount;

/** People type hyphens and spaces. */
export const refundAccountOf = (form: FormData): RefundAccount => ({
  bank: textOf(form, "bank") as RefundAccount["bank"],
  accountNumber: textOf(form, "accountNumber").normalize("NFKC").replaceAll(/[\s-]/g, ""),
  holder: textOf(form, "holder"),
});

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** The fields that the API would refuse. */
export function refundAccountErrors(form: FormData): RefundAccountField[] {
  const { bank, accountNumber, holder } = refundAccountOf(form);
  const wrong: RefundAccountField[] = [];
  if (!bankCodes.some((code) => code === bank)) wrong.push("bank");
  if (!/^\d{6,20}$/.test(accountNumber)) wrong.push("accountNumber");
  if (holder === "") wrong.push("holder");
  return wrong;
}
