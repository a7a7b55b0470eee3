/**
 * Puts the shop together. For each module: run it here, or connect to the peer that runs it. Everything a module needs
 * is handed to it; nothing is looked up.
 */

import { cart } from "./modules/cart/contract.ts";
import { cartModule } from "./modules/cart/module.ts";
import { catalog } from "./modules/catalog/contract.ts";
import { catalogModule } from "./modules/catalog/module.ts";
import { inventory } from "./modules/inventory/contract.ts";
import { inventoryModule } from "./modules/inventory/module.ts";
import { members } from "./modules/members/contract.ts";
import { type MembersOptions, membersModule } from "./modules/members/module.ts";
import { orders } from "./modules/orders/contract.ts";
import { ordersModule } from "./modules/orders/module.ts";
import { payments } from "./modules/payments/contract.ts";
import { paymentsModule } from "./modules/payments/module.ts";
import { paymentProviders } from "./modules/payments/providers.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type Config, ConfigError } from "./platform/config.ts";
import { type CircuitBreaker, circuitBreaker } from "./platform/contract/circuit-breaker.ts";
import type { AnyContract, EventMessage, Port } from "./platform/contract/contract.ts";
import { bindLocal } from "./platform/contract/local.ts";
import { bindRemote, deliverRemote, type PeerOptions } from "./platform/contract/remote.ts";
import { listenForChanges } from "./platform/db/changes.ts";
import { connect, type Db } from "./platform/db/db.ts";
import type { Authenticate } from "./platform/http/access.ts";
import { createIdempotency } from "./platform/http/idempotency.ts";
import { sendHttp } from "./platform/http/send.ts";
import { subscribe } from "./platform/jobs/events.ts";
import type { Log } from "./platform/log.ts";
import { type Mailer, noMailer, smtpMailer } from "./platform/mail/mailer.ts";
import type { Module } from "./platform/module.ts";
import { localStorage } from "./platform/storage/storage.ts";
import { problemTexts } from "./problems.ts";

export const moduleNames = ["members", "catalog", "inventory", "cart", "payments", "orders"] as const;
export type ModuleName = (typeof moduleNames)[number];

export interface Shop {
  /** The modules that run in this process, by name. */
  readonly modules: ReadonlyMap<ModuleName, Module>;
  readonly catalog: Port<typeof catalog>;
  readonly authenticate: Authenticate;
  /** The databases of this process's modules, once each. */
  readonly databases: readonly Db[];
  /** Hands an event to the module that wants it, wherever it runs. */
  deliver(consumer: string, message: EventMessage): Promise<void>;
  close(): Promise<void>;
}

/** Memory for ready catalogue answers, at most. */
const CACHE_BYTES = 64 * 1024 * 1024;

export async function compose(config: Config, clock: Clock, log: Log): Promise<Shop> {
  refuseUnknownModules(config);
  const here = (name: ModuleName): boolean => config.modules?.has(name) ?? true;
  const databases = openDatabases(config, log);
  const dbOf = databases.of;
  const changes = await listenForChanges(config.DATABASE_URL, databases.main.pool, log);
  const peers = peerOptions(config);
  const modules = new Map<ModuleName, Module>();

  /** The port of a module: the one made here, or the way to its peer. */
  async function portOf<C extends AnyContract>(
    contract: C,
    name: ModuleName,
    make: () => Module<C> | Promise<Module<C>>,
  ): Promise<Port<C>> {
    if (!here(name)) return bindRemote(contract, peers(name));
    const module = await make();
    modules.set(name, module as unknown as Module);
    return bindLocal(contract, module.port, { roundTrip: config.NODE_ENV === "test" });
  }

  const shared = { clock, log, changes, currency: config.CURRENCY };
  const inventoryPort = await portOf(inventory, "inventory", () =>
    inventoryModule(dbOf("inventory"), clock, changes),
  );
  const catalogPort = await portOf(catalog, "catalog", () =>
    catalogModule({
      ...shared,
      db: dbOf("catalog"),
      inventory: inventoryPort,
      storage: localStorage(config.STORAGE_DIR),
      cacheBytes: CACHE_BYTES,
    }),
  );
  const delivery = { fee: config.DELIVERY_FEE, freeFrom: config.FREE_DELIVERY_FROM };
  const cartPort = await portOf(cart, "cart", () =>
    cartModule({ ...shared, db: dbOf("cart"), catalog: catalogPort, inventory: inventoryPort, delivery }),
  );
  const paymentsPort = await portOf(payments, "payments", () =>
    paymentsModule({ db: dbOf("payments"), clock, log, providers: paymentProviders(config, sendHttp) }),
  );
  const makeOrders = () => {
    const db = dbOf("orders");
    const given = { db, clock, log, cart: cartPort, inventory: inventoryPort, payments: paymentsPort };
    const idempotency = createIdempotency(db, clock, problemTexts);
    return ordersModule(
      { ...given, paymentMs: config.PAYMENT_MINUTES * 60_000 },
      idempotency,
      config.CURRENCY,
    );
  };
  // Only members ask orders: a process with neither of them needs no way there.
  const ordersPort = here("orders") || here("members") ? await portOf(orders, "orders", makeOrders) : null;
  let mailer: Mailer | undefined;
  const membersPort = await portOf(members, "members", () => {
    if (!ordersPort) throw new Error("members run without a way to orders");
    mailer = openMailer(config, log);
    const given = { db: dbOf("members"), clock, log, changes, mailer, orders: ordersPort, cart: cartPort };
    return makeMembers(config, given);
  });
  // A process without roles (an audit) only looks on.
  if (config.roles.size > 0) await subscribeAll(config, modules, log);

  return {
    modules,
    catalog: catalogPort,
    authenticate: (token, check, admin) => membersPort.authenticate({ token, check, admin }),
    databases: databases.all,
    async deliver(consumer, message) {
      const consume = modules.get(consumer as ModuleName)?.consumers[message.type];
      if (consume) return consume(message);
      if (modules.has(consumer as ModuleName))
        return log.warn({ consumer, event: message.type }, "nobody handles this event any more");
      return deliverRemote(peers(consumer))(consumer, message);
    },
    async close() {
      mailer?.close();
      await changes.close();
      await Promise.all(databases.all.map((db) => db.close()));
    },
  };
}

type GivenToMembers = Pick<MembersOptions, "db" | "clock" | "log" | "changes" | "mailer" | "orders" | "cart">;

async function makeMembers(config: Config, given: GivenToMembers) {
  const module = await membersModule({
    ...given,
    issuer: config.PUBLIC_URL,
    keysDir: config.KEYS_DIR,
    settings: {
      passwordPolicy: config.PASSWORD_POLICY,
      staffSecondFactor: config.STAFF_SECOND_FACTOR,
      secureCookies: config.PUBLIC_URL.startsWith("https:"),
    },
    signUpsPerHour: config.SIGN_UPS_PER_HOUR,
  });
  await module.ensureOwner({ email: config.OWNER_EMAIL, password: config.OWNER_PASSWORD });
  return module;
}

const openMailer = ({ SMTP_URL, MAIL_FROM }: Config, log: Log): Mailer =>
  SMTP_URL ? smtpMailer({ url: SMTP_URL, from: MAIL_FROM }) : noMailer(log);

/** A name with a slip of the pen would be a process that runs nothing and is ready. */
function refuseUnknownModules({ modules, peers }: Config): void {
  const known: readonly string[] = moduleNames;
  const problems = [...(modules ?? []), ...peers.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `MODULES and PEERS: there is no module "${name}"`);
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
}

/** One pool for each database address: modules that share an address share a pool. */
function openDatabases(config: Config, log: Log) {
  const byUrl = new Map<string, Db>();
  const open = (url: string): Db => {
    const known = byUrl.get(url);
    if (known) return known;
    const db = connect({
      url,
      size: config.DATABASE_POOL,
      name: `jangteo ${[...config.roles].join("+")}`,
      onIdleError: (err) => log.warn({ err }, "an idle database connection broke"),
    });
    byUrl.set(url, db);
    return db;
  };
  const main = open(config.DATABASE_URL);
  return {
    main,
    of: (name: ModuleName): Db => open(databaseUrl(config, name)),
    get all() {
      return [...byUrl.values()];
    },
  };
}

/** The module that causes an event may be any: each database hears who listens, also those of modules that run elsewhere. */
async function subscribeAll(config: Config, modules: Shop["modules"], log: Log): Promise<void> {
  const databases = openDatabases(config, log);
  try {
    for (const name of moduleNames) databases.of(name);
    for (const [name, { consumers }] of modules) {
      for (const db of databases.all) await subscribe(db, name, Object.keys(consumers));
    }
  } finally {
    await Promise.all(databases.all.map((db) => db.close()));
  }
}

export const databaseUrl = (config: Config, name: ModuleName): string =>
  config.databases.get(name) ?? config.DATABASE_URL;

/** How to reach each peer. Modules of one peer share its circuit breaker. */
function peerOptions(config: Config): (name: string) => PeerOptions {
  const breakers = new Map<string, CircuitBreaker>();
  return (name) => {
    const baseUrl = config.peers.get(name);
    if (!baseUrl || !config.INTERNAL_KEY)
      throw new Error(`${name} does not run here and PEERS does not say where it does`);
    const breaker = breakers.get(baseUrl) ?? circuitBreaker({ clock: systemClock });
    breakers.set(baseUrl, breaker);
    return {
      baseUrl,
      caller: [...(config.modules ?? ["shop"])].join("-"),
      key: config.INTERNAL_KEY,
      breaker,
    };
  };
}
