import type { Metadata } from "next";
import { getLocale } from "next-intl/server";
import { PolicyPage } from "@/components/policy/policy-page";
import { Missing } from "@/components/ui/missing";
import { policies } from "@/lib/api/policies";
import { missingMetadata, pageMetadata } from "@/lib/page-metadata";
import { policyPath } from "@/lib/policies";

type Props = { params: Promise<{ code: string }> };

async function documentOf(params: Props["params"]) {
  const [{ code }, documents] = await Promise.all([params, policies()]);
  return documents.find((document) => policyPath(document.code) === `/policies/${code}`) ?? null;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [locale, document] = await Promise.all([getLocale(), documentOf(params)]);
  if (!document) return missingMetadata();
  const { code, title } = document;
  return pageMetadata({ locale, path: policyPath(code), title, description: title });
}

export default async function DocumentPage({ params }: Props) {
  const document = await documentOf(params);
  return document ? <PolicyPage document={document} title={document.title} /> : <Missing />;
}
