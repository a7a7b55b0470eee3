/**
 * What each module is given. A module gets everything that it needs and looks nothing up. `bindModules`
 * follows docs/module-graph.txt, from the leaves up.
 */
import { contracts } from "./contracts.ts";
import { guestScope } from "./guest-scope.ts";
import type { ModuleName } from "./module-names.ts";
import { cartModule } from "./modules/cart/module.ts";
import { catalogModule } from "./modules/catalog/module.ts";
import { importsModule } from "./modules/imports/module.ts";
import { inventoryModule } from "./modules/inventory/module.ts";
import { membersModule } from "./modules/members/module.ts";
import { notificationsModule } from "./modules/notifications/module.ts";
import { ordersModule } from "./modules/orders/module.ts";
import { paymentsModule } from "./modules/payments/module.ts";
import { paymentProviders } from "./modules/payments/providers.ts";
import { promotionsModule } from "./modules/promotions/module.ts";
import { recommendationsModule } from "./modules/recommendations/module.ts";
import { reportsModule } from "./modules/reports/module.ts";
import { restockModule } from "./modules/restock/module.ts";
import { reviewsModule } from "./modules/reviews/module.ts";
import { settingsModule } from "./modules/settings/module.ts";
import { serializedByKey } from "./platform/concurrency.ts";
import type { AnyContract, Port } from "./platform/contract/contract.ts";
import type { Changes } from "./platform/db/changes.ts";
import type { Db } from "./platform/db/db.ts";
import { createIdempotency } from "./platform/http/idempotency.ts";
import { sendHttp } from "./platform/http/send.ts";
import { countedMailer } from "./platform/mail/mail-metrics.ts";
import { type Mailer, noMailer, smtpMailer } from "./platform/mail/mailer.ts";
import { openMessenger } from "./platform/messages/open-messenger.ts";
import type { Module } from "./platform/module.ts";
import { loadSealing } from "./platform/sealing.ts";
import { openStorage } from "./platform/storage/open-storage.ts";
import { problemTexts } from "./problems.ts";
import type { Runtime } from "./runtime.ts";

/** What the wiring of each module works with. */
interface Wiring extends Runtime {
  readonly changes: Changes;
  dbOf(name: ModuleName): Db;
  runsHere(name: ModuleName): boolean;
  /** The port of a module: of the one that `make` makes here, or the way to its peer. */
  bind<C extends AnyContract>(contract: C, make: () => Module<C> | Promise<Module<C>>): Promise<Port<C>>;
  /** Registers what is closed with the shop. */
  onClose(close: () => void): void;
}

type PortOf<Name extends ModuleName> = Port<(typeof contracts)[Name]>;

interface Ports {
  readonly catalog: PortOf<"catalog">;
  readonly members: PortOf<"members">;
  /** Null in a process that runs no module that asks them. */
  readonly settings: PortOf<"settings"> | null;
  readonly recommendations: PortOf<"recommendations"> | null;
  /** Null in a process that knows no way there. */
  readonly reports: PortOf<"reports"> | null;
}

const DAY_MS = 24 * 3_600_000;

export async function bindModules(wiring: Wiring): Promise<Ports> {
  const inventory = await bindInventory(wiring);
  const catalog = await bindCatalog(wiring, inventory);
  const promotions = await bindPromotions(wiring, catalog);
  const cart = await bindCart(wiring, { catalog, inventory, promotions });
  // A process with none of the modules that ask settings needs no way there.
  const askSettings = ["settings", "members", "notifications", "payments"] as const;
  const needsSettings = askSettings.some((name) => wiring.runsHere(name));
  const settings = needsSettings ? await bindSettings(wiring) : null;
  const payments = await bindPayments(wiring, settings);
  // As with settings.
  const askOrders = [
    "orders",
    "members",
    "reviews",
    "notifications",
    "reports",
    "imports",
    "recommendations",
  ] as const;
  const needsOrders = askOrders.some((name) => wiring.runsHere(name));
  const portsOfOrders = { catalog, cart, inventory, payments, promotions };
  const orders = needsOrders ? await bindOrders(wiring, portsOfOrders) : null;
  if (orders && wiring.runsHere("imports")) await bindImports(wiring, { catalog, inventory, orders });
  const askReviews = ["reviews", "members", "reports"] as const;
  const needsReviews = askReviews.some((name) => wiring.runsHere(name));
  const reviews = needsReviews ? await bindReviews(wiring, { catalog, orders }) : null;
  const needsRestock = wiring.runsHere("restock") || wiring.runsHere("members");
  const restock = needsRestock ? await bindRestock(wiring, catalog, inventory) : null;
  const asksRecommendations = wiring.runsHere("notifications") && wiring.config.peers.has("recommendations");
  const needsRecommendations =
    wiring.runsHere("recommendations") || wiring.runsHere("members") || asksRecommendations;
  const recommendations =
    orders && needsRecommendations ? await bindRecommendations(wiring, { catalog, orders }) : null;
  const mailer = openMailer(wiring);
  const members = await bindMembers(wiring, {
    mailer,
    orders,
    cart,
    catalog,
    reviews,
    restock,
    recommendations,
    promotions,
    settings,
  });
  const needsNotifications = wiring.runsHere("notifications") || wiring.runsHere("reports");
  const notifications = needsNotifications
    ? await bindNotifications(wiring, { orders, settings, members, promotions, recommendations, mailer })
    : null;
  // Every process that watches tells it what an audit found, if it knows the way.
  const needsReports = wiring.runsHere("reports") || wiring.config.peers.has("reports");
  const reports = needsReports
    ? await bindReports(wiring, { orders, payments, inventory, reviews, notifications })
    : null;
  return { catalog, settings, recommendations, members, reports };
}

const bindInventory = ({ bind, dbOf, clock, changes, config }: Wiring) =>
  bind(contracts.inventory, () =>
    inventoryModule(dbOf("inventory"), clock, changes, {
      guestPieces: config.UNPAID_PIECES_PER_GUEST,
      member: { orders: config.UNPAID_ORDERS_PER_MEMBER, pieces: config.UNPAID_PIECES_PER_MEMBER },
      network: { orders: config.UNPAID_ORDERS_PER_NETWORK, pieces: config.UNPAID_PIECES_PER_NETWORK },
    }),
  );

const bindCatalog = (
  { bind, dbOf, clock, changes, config, metrics }: Wiring,
  inventory: PortOf<"inventory">,
) =>
  bind(contracts.catalog, () =>
    catalogModule({
      db: dbOf("catalog"),
      clock,
      changes,
      inventory,
      storage: openStorage(config),
      currency: config.CURRENCY,
      metrics,
      cacheBytes: config.CACHE_MB * 1024 * 1024,
    }),
  );

const bindImports = (
  { bind, dbOf, clock, log, config }: Wiring,
  ports: {
    readonly catalog: PortOf<"catalog">;
    readonly inventory: PortOf<"inventory">;
    readonly orders: PortOf<"orders">;
  },
) =>
  bind(contracts.imports, () =>
    importsModule({ db: dbOf("imports"), clock, log, ...ports, currency: config.CURRENCY }),
  );

const bindPromotions = ({ bind, dbOf, clock, log, changes, config }: Wiring, catalog: PortOf<"catalog">) =>
  bind(contracts.promotions, () =>
    promotionsModule({
      db: dbOf("promotions"),
      ...{ clock, log, changes, catalog },
      currency: config.CURRENCY,
      pointsMs: config.POINTS_DAYS * DAY_MS,
    }),
  );

interface PortsOfCart {
  readonly catalog: PortOf<"catalog">;
  readonly inventory: PortOf<"inventory">;
  readonly promotions: PortOf<"promotions">;
}

const bindCart = ({ bind, dbOf, clock, changes, config }: Wiring, ports: PortsOfCart) =>
  bind(contracts.cart, () =>
    cartModule({
      db: dbOf("cart"),
      clock,
      changes,
      ...ports,
      currency: config.CURRENCY,
      delivery: { fee: config.DELIVERY_FEE, freeFrom: config.FREE_DELIVERY_FROM },
      spending: {
        minimum: config.POINTS_MINIMUM,
        unit: config.POINTS_UNIT,
        leastPayment: config.MINIMUM_PAYMENT,
      },
    }),
  );

const bindPayments = (
  { bind, dbOf, clock, log, config, metrics }: Wiring,
  settings: PortOf<"settings"> | null,
) =>
  bind(contracts.payments, async () => {
    if (!settings) throw new Error("payments run without a way to settings");
    const account = async () => (await settings.payment({})).account;
    const providers = paymentProviders(config, sendHttp, { clock, account });
    const webhookMs = config.WEBHOOK_DAYS * DAY_MS;
    const given = { db: dbOf("payments"), clock, log, settings, currency: config.CURRENCY, webhookMs };
    const sealing = await loadSealing(config.KEYS_DIR);
    const receipts = { voluntaryFrom: config.VOLUNTARY_RECEIPTS_FROM };
    return paymentsModule({ ...given, ...providers, sealing, receipts }, metrics);
  });

interface PortsOfOrders {
  readonly catalog: PortOf<"catalog">;
  readonly cart: PortOf<"cart">;
  readonly inventory: PortOf<"inventory">;
  readonly payments: PortOf<"payments">;
  readonly promotions: PortOf<"promotions">;
}

const bindOrders = ({ bind, dbOf, clock, log, config, metrics }: Wiring, ports: PortsOfOrders) =>
  bind(contracts.orders, () => {
    const db = dbOf("orders");
    const idempotency = createIdempotency(db, clock, problemTexts, guestScope);
    const [unpaidMs, completeMs] = [config.UNPAID_ORDER_DAYS * DAY_MS, config.COMPLETE_ORDER_DAYS * DAY_MS];
    const times = { paymentMs: config.PAYMENT_MINUTES * 60_000, unpaidMs, completeMs };
    const { RETURN_DAYS: days, FAULT_RETURN_DAYS: faultDays, RETURN_FEE: fee } = config;
    const rules = { returnRules: { days, faultDays, fee }, pointsPercent: config.POINTS_PERCENT };
    const context = { db, clock, log, ...ports, oneByOne: serializedByKey(), ...times, ...rules };
    return ordersModule(context, idempotency, config.CURRENCY, metrics);
  });

interface PortsOfReviews {
  readonly catalog: PortOf<"catalog">;
  readonly orders: PortOf<"orders"> | null;
}

const bindReviews = ({ bind, dbOf, clock, changes, config }: Wiring, { catalog, orders }: PortsOfReviews) =>
  bind(contracts.reviews, () => {
    if (!orders) throw new Error("reviews run without a way to orders");
    return reviewsModule({
      db: dbOf("reviews"),
      clock,
      changes,
      catalog,
      orders,
      storage: openStorage(config),
    });
  });

const bindRestock = (
  { bind, dbOf, clock }: Wiring,
  catalog: PortOf<"catalog">,
  inventory: PortOf<"inventory">,
) => bind(contracts.restock, () => restockModule({ db: dbOf("restock"), clock, catalog, inventory }));

const bindSettings = ({ bind, dbOf, clock, changes, config }: Wiring) =>
  bind(contracts.settings, () =>
    settingsModule({
      db: dbOf("settings"),
      clock,
      changes,
      storage: openStorage(config),
    }),
  );

/** One for all modules of the process: a mail server counts its connections. */
function openMailer({ config, log, metrics, onClose }: Wiring): Mailer {
  const { SMTP_URL, MAIL_FROM } = config;
  const server = SMTP_URL ? smtpMailer({ url: SMTP_URL, from: MAIL_FROM }) : noMailer(log);
  const mailer = countedMailer(server, metrics);
  onClose(() => mailer.close());
  return mailer;
}

interface NeedsOfNotifications {
  readonly orders: PortOf<"orders"> | null;
  readonly settings: PortOf<"settings"> | null;
  readonly members: PortOf<"members">;
  readonly promotions: PortOf<"promotions">;
  readonly recommendations: PortOf<"recommendations"> | null;
  readonly mailer: Mailer;
}

const bindNotifications = (
  { bind, dbOf, clock, log, config, onClose, metrics }: Wiring,
  { orders, settings, mailer, ...ports }: NeedsOfNotifications,
) =>
  bind(contracts.notifications, async () => {
    if (!orders || !settings) throw new Error("notifications run without a way to orders or settings");
    const stopping = new AbortController();
    onClose(() => stopping.abort());
    return notificationsModule(
      {
        db: dbOf("notifications"),
        clock,
        log,
        mailer,
        messenger: openMessenger(config, sendHttp, clock),
        orders,
        ...ports,
        shopSettings: settings,
        shopUrl: config.PUBLIC_URL,
        sealing: await loadSealing(config.KEYS_DIR),
        targets: config.WEBHOOK_TARGETS,
        logMs: config.WEBHOOK_LOG_DAYS * DAY_MS,
        stopping: stopping.signal,
      },
      metrics,
    );
  });

interface PortsOfReports {
  readonly orders: PortOf<"orders"> | null;
  readonly payments: PortOf<"payments">;
  readonly inventory: PortOf<"inventory">;
  readonly reviews: PortOf<"reviews"> | null;
  readonly notifications: PortOf<"notifications"> | null;
}

const bindReports = (
  { bind, dbOf, clock, config }: Wiring,
  { orders, reviews, notifications, ...ports }: PortsOfReports,
) =>
  bind(contracts.reports, () => {
    if (!orders || !reviews || !notifications)
      throw new Error("reports run without a way to orders, reviews or notifications");
    const given = { ...ports, orders, reviews, notifications };
    return reportsModule({ db: dbOf("reports"), clock, ...given, currency: config.CURRENCY });
  });

interface PortsOfRecommendations {
  readonly catalog: PortOf<"catalog">;
  readonly orders: PortOf<"orders">;
}

const bindRecommendations = (
  { bind, dbOf, clock, log, changes, config, metrics }: Wiring,
  ports: PortsOfRecommendations,
) =>
  bind(contracts.recommendations, () =>
    recommendationsModule(
      {
        ...{ clock, log, changes, ...ports },
        db: dbOf("recommendations"),
        storage: openStorage(config),
        workFolder: config.RECOMMENDATIONS_DIR,
        eventDays: config.RECOMMENDATIONS_DAYS,
        historyMs: config.RECOMMENDATIONS_WAIT_MS,
        mlflow: config.MLFLOW_TRACKING_URI
          ? { url: config.MLFLOW_TRACKING_URI, token: config.MLFLOW_TRACKING_TOKEN ?? null }
          : null,
        trains: config.RECOMMENDATIONS_TRAINING === "worker",
        trainingMb: config.RECOMMENDATIONS_TRAINING_MB,
      },
      metrics,
    ),
  );

interface PortsOfMembers {
  readonly mailer: Mailer;
  readonly orders: PortOf<"orders"> | null;
  readonly cart: PortOf<"cart">;
  readonly catalog: PortOf<"catalog">;
  readonly reviews: PortOf<"reviews"> | null;
  readonly restock: PortOf<"restock"> | null;
  readonly recommendations: PortOf<"recommendations"> | null;
  readonly promotions: PortOf<"promotions">;
  readonly settings: PortOf<"settings"> | null;
}

const bindMembers = (
  wiring: Wiring,
  { orders, reviews, restock, recommendations, settings, ...ports }: PortsOfMembers,
) =>
  wiring.bind(contracts.members, async () => {
    const { config, clock, log, changes, dbOf } = wiring;
    if (!orders || !reviews || !restock || !recommendations || !settings)
      throw new Error("members run without a way to orders, reviews, restock, recommendations or settings");
    const module = await membersModule({
      db: dbOf("members"),
      clock,
      log,
      changes,
      ...ports,
      idempotency: createIdempotency(dbOf("members"), clock, problemTexts, guestScope),
      orders,
      reviews,
      restock,
      recommendations,
      shopSettings: settings,
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
  });
