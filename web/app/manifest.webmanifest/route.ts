import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { readingApi } from "@/lib/api/send-by-http";
import { readShop } from "@/lib/api/shop";
import { apiUrl } from "@/lib/config";

/** For phones that keep the shop on their home screen. */
export async function GET(): Promise<Response> {
  await connection();
  const [t, { name, description }] = await Promise.all([
    getTranslations({ locale: "ko", namespace: "meta" }),
    readShop(readingApi(apiUrl(), "ko"), "ko"),
  ]);
  const icon = (file: string, size: number, purpose: "any" | "maskable") => ({
    src: `/${file}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const manifest = {
    name,
    short_name: name,
    description: description ?? t("description", { name }),
    lang: "ko",
    start_url: "/",
    display: "minimal-ui",
    background_color: "#fcfaf6",
    theme_color: "#fcfaf6",
    icons: [
      icon("icon-192", 192, "any"),
      icon("icon-512", 512, "any"),
      icon("icon-maskable", 512, "maskable"),
    ],
  };
  return Response.json(manifest, {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "public, max-age=600" },
  });
}
