import { close, listen } from "../../server/platform/processes/free-ports.ts";
import { StartProblem } from "./problem.ts";
import { type Bilingual, text } from "./texts.ts";

/** Throws when another program listens on the shop's port. `localhost` stands for both loopback addresses. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  for (const address of host === "localhost" ? ["127.0.0.1", "::1"] : [host]) {
    try {
      await close(await listen(port, address));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (host === "localhost" && code === "EADDRNOTAVAIL") continue; // no IPv6 here
      throw new StartProblem(explain(port, host, String(code)), { cause: error });
    }
  }
}

function explain(port: number, host: string, code: string): Bilingual {
  if (code === "EADDRINUSE") return text("portTaken", { port, next: port + 1 });
  if (code === "EACCES") return text("portForbidden", { port });
  return text("addressUnusable", { host, port, code });
}
