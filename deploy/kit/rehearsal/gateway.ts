/** NGINX at the node's ports 80 and 443, with the routes of deploy/nginx of the tree. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keyFile, makeAuthority, makeCertificate } from "./keys.ts";
import { NODE_ADDRESS, SHOP_HOST } from "./layout.ts";
import { nameShop, startProcess, until } from "./processes.ts";
import { GATEWAY, upstreams } from "./stand-ins/gateway.ts";

/** Clients check the gateway's certificate by it. */
export const gatewayAuthority = (): string => keyFile("gateway-ca.crt");
export const SHOP_URL = `https://${SHOP_HOST}`;

export async function startGateway(root: string, nginx: string): Promise<void> {
  await cp(join(root, "deploy/nginx"), GATEWAY, { recursive: true });
  for (const folder of ["logs", "temp", "tls", "acme"])
    await mkdir(join(GATEWAY, folder), { recursive: true });
  await makeAuthority("gateway-ca", "/CN=rehearsal-gateway");
  const names = [`DNS:${SHOP_HOST}`, `IP:${NODE_ADDRESS}`, "IP:127.0.0.1"];
  await makeCertificate("gateway-ca", { name: "gateway", subject: `/CN=${SHOP_HOST}`, names });
  const example = await readFile(join(GATEWAY, "tls.conf.example"), "utf8");
  const server = example
    .replace(/ssl_certificate .*;/, `ssl_certificate ${keyFile("gateway.crt")};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${keyFile("gateway.key")};`)
    // Debian's NGINX does not know it yet; no client of the rehearsal speaks HTTP/2.
    .replace(/ *http2 on;\n/, "")
    .replace(/server_name .*;/, `server_name ${SHOP_HOST};`);
  await writeFile(join(GATEWAY, "tls/shop.conf"), server);
  await writeFile(join(GATEWAY, "shop/upstreams.conf"), upstreams([]));
  await nameShop(SHOP_HOST);
  const settings = "daemon off; user root;";
  await startProcess("nginx", nginx, ["-p", GATEWAY, "-c", "nginx.conf", "-e", "stderr", "-g", settings]);
  await until("NGINX listens", 10, async () => {
    const pid = await readFile(join(GATEWAY, "logs/nginx.pid"), "utf8").catch(() => "");
    return pid.trim() !== "";
  });
}
