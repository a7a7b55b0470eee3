/** The node's network: a namespace of its own with no way out. Both ends of its only link are inside. */
import { lastLines, runProgram } from "../processes.ts";
import { NAME, NODE_ADDRESS, NODE_PREFIX, SHOPPERS } from "./layout.ts";
import { runInNetwork } from "./processes.ts";

const LINK = "node0";

export async function makeNetwork(): Promise<void> {
  await checked(runProgram("ip", ["netns", "add", NAME]));
  for (const command of [
    `link set lo up`,
    `link add ${LINK} type veth peer name ${LINK}p`,
    `link set ${LINK}p up`,
    `addr add ${NODE_ADDRESS}/${NODE_PREFIX} dev ${LINK}`,
    `link set ${LINK} up`,
    // Programs that look for the node's address ask for the default route.
    `route add default dev ${LINK}`,
    `route add local ${SHOPPERS}.0/24 dev lo`,
  ]) {
    await checked(runInNetwork("ip", command.split(" ")));
  }
  const settings = ["net.ipv4.ip_forward=1", "net.ipv4.conf.all.route_localnet=1"];
  await checked(runInNetwork("sysctl", ["-qw", ...settings]));
}

async function checked(run: ReturnType<typeof runProgram>): Promise<void> {
  const { code, output } = await run;
  if (code !== 0) throw new Error(`the network cannot be made: ${lastLines(output, 2)}`);
}
