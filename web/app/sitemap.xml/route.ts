import { connection } from "next/server";
import { sitemapAnswer } from "@/lib/sitemap/answer";

export async function GET(): Promise<Response> {
  // The build knows no product.
  await connection();
  return sitemapAnswer(null);
}
