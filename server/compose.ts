/**
 * Puts the shop together. Each module either runs in this process, or is reached at the peer that runs it. No
 * module can see which is which.
 */
import type { contracts } from "./contracts.ts";
import { openDatabases, subscribeAll } from "./databases.ts";
import { type ModuleName, moduleNames } from "./module-names.ts";
import { peerOptions } from "./peers.ts";
import { type Config, ConfigError } from "./platform/config.ts";
import type { AnyContract, EventMessage, Port } from "./platform/contract/contract.ts";
import { bindLocal } from "./platform/contract/local.ts";
import { bindRemote, deliverRemote } from "./platform/contract/remote.ts";
import { type Changes, listenForChanges } from "./platform/db/changes.ts";
import type { Db } from "./platform/db/db.ts";
import type { Authenticate, HasAccount } from "./platform/http/access.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { Module } from "./platform/module.ts";
import type { ComposeRuntime } from "./runtime.ts";
import { bindModules } from "./wiring.ts";

export interface Shop {
  /** The modules that run in this process, by name. */
  readonly modules: ReadonlyMap<ModuleName, Module>;
  readonly catalog: Port<typeof contracts.catalog>;
  /** Null in a process that runs no module that asks them. */
  readonly shopSettings: Port<typeof contracts.settings> | null;
  readonly recommendations: Port<typeof contracts.recommendations> | null;
  /** Null in a process that knows no way there. */
  readonly reports: Port<typeof contracts.reports> | null;
  readonly authenticate: Authenticate;
  readonly hasAccount: HasAccount;
  /** What has changed, in any process. */
  readonly changes: Changes;
  /** The databases of this process's modules, once each. */
  readonly databases: readonly Db[];
  /** Hands an event to the module that wants it, wherever it runs. */
  deliver(consumer: string, message: EventMessage): Promise<void>;
  close(): Promise<void>;
}

export async function compose({ metrics = createMetrics(), ...runtime }: ComposeRuntime): Promise<Shop> {
  const { config, log } = runtime;
  refuseUnknownModules(config);
  const databases = openDatabases(config, log);
  const changes = await listenForChanges(config.DATABASE_URL, databases.main.pool, log);
  const peers = peerOptions(config, metrics);
  const modules = new Map<ModuleName, Module>();
  const closers: (() => void)[] = [];

  const runsHere = (name: ModuleName): boolean => config.modules?.has(name) ?? true;

  async function bind<C extends AnyContract>(contract: C, make: () => Module<C> | Promise<Module<C>>) {
    const name = contract.name as ModuleName;
    if (!runsHere(name)) return bindRemote(contract, peers(name));
    const module = await make();
    modules.set(name, module as unknown as Module);
    return bindLocal(contract, module.port, { roundTrip: config.NODE_ENV === "test" });
  }
  const onClose = (close: () => void): unknown => closers.push(close);
  const ports = await bindModules({
    ...runtime,
    metrics,
    dbOf: databases.of,
    changes,
    runsHere,
    bind,
    onClose,
  });
  // A process without roles (an audit) only looks on.
  if (config.roles.size > 0) await subscribeAll(config, modules, log);

  return {
    modules,
    catalog: ports.catalog,
    shopSettings: ports.settings,
    recommendations: ports.recommendations,
    reports: ports.reports,
    changes,
    authenticate: (token, check, admin) => ports.members.authenticate({ token, check, admin }),
    hasAccount: async (memberId) => (await ports.members.recipientOf({ memberId })) !== null,
    databases: databases.all,
    async deliver(consumer, message) {
      const consume = modules.get(consumer as ModuleName)?.consumers[message.type];
      if (consume) return consume(message);
      // A process of the next version may have one: the queue tries the event again, and never drops it.
      if (modules.has(consumer as ModuleName))
        throw new Error(`${consumer} has no consumer for ${message.type} in this process`);
      return deliverRemote(peers(consumer))(consumer, message);
    },
    async close() {
      for (const close of closers) close();
      await changes.close();
      await Promise.all(databases.all.map((db) => db.close()));
    },
  };
}

/** A misspelt module name would start a process that runs nothing and reports ready. */
export function refuseUnknownModules({ modules, peers }: Config): void {
  const known: readonly string[] = moduleNames;
  const problems = [...(modules ?? []), ...peers.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `MODULES and PEERS: there is no module "${name}"`);
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
}
