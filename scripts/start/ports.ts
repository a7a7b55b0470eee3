import { close, listen } from "../../server/platform/processes/free-ports.ts";
import { StartProblem } from "./problem.ts";

/** Refuses in plain words when somebody listens on the shop's port. `localhost` stands for both loopback addresses. */
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

function explain(port: number, host: string, code: string): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
  }
  if (code === "EACCES")
    return `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`;
  return `The address ${host}:${port} cannot be opened (${code}). HOST must be an address of this machine.`;
}
