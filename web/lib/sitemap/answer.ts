import { publicUrl } from "../config.ts";
import { sitemapPaths } from "./paths.ts";
import { sitemapXml } from "./xml.ts";

/** @param number of the part, from 1; null for the map itself */
export async function sitemapAnswer(number: number | null): Promise<Response> {
  const xml = sitemapXml(publicUrl(), await sitemapPaths(Date.now()), number);
  if (xml === null) return new Response("Not found\n", { status: 404 });
  return new Response(xml, {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=600" },
  });
}
