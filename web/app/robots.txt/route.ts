import { connection } from "next/server";
import { publicUrl } from "@/lib/config";
import { robotsText } from "@/lib/robots";

export async function GET(): Promise<Response> {
  // The address of the shop is known when it runs, not when it is built.
  await connection();
  return new Response(robotsText(publicUrl()), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=600" },
  });
}
