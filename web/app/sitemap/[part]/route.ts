import { sitemapAnswer } from "@/lib/sitemap/answer";

type Context = { params: Promise<{ part: string }> };

/** The proxy lets only `<number>.xml` through. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return sitemapAnswer(Number.parseInt((await params).part, 10));
}
