import { cache } from "react";
import { listAgreements } from "./auth.ts";
import { unwrap } from "./problem.ts";
import { serverApi } from "./server.ts";
import type { AgreementCode, AgreementDocument } from "./types.ts";

/** The documents that apply now; the page and its metadata share one request. */
export const policies = cache(
  async (): Promise<AgreementDocument[]> => unwrap(await listAgreements(await serverApi())).items,
);

/** @throws Error when the API lacks a document that every shop has */
export async function policy(code: AgreementCode): Promise<AgreementDocument> {
  const document = (await policies()).find((each) => each.code === code);
  if (!document) throw new Error(`there is no document ${code}`);
  return document;
}
