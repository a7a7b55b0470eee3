import { connection } from "next/server";
import { getTranslations } from "next-intl/server";

/** For phones that keep the shop on their home screen. */
export async function GET(): Promise<Response> {
  await connection();
  const t = await getTranslations({ locale: "ko", namespace: "meta" });
  const icon = (name: string, size: number, purpose: "any" | "maskable") => ({
    src: `/${name}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose,
  });
  const manifest = {
    name: t("siteName"),
    short_name: t("siteName"),
    description: t("description"),
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
