/** Takes the picture of a cluster: every list, the kinds it serves, and the shop's host from outside. */
import { type Manifest, manifestOf } from "../../tree/manifest.ts";
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../../tree/values.ts";
import type { ApiAddress, ClusterPicture, NeededKind, OutsideView, UnreadKind } from "../picture.ts";
import { type ClusterList, LISTS, pathOfVersion } from "./lists.ts";
import type { ClusterReader } from "./reader.ts";

export interface ReadingOptions {
  readonly reader: ClusterReader;
  /** The kinds that deploy/ has. */
  readonly needed: readonly NeededKind[];
  /** Looks at the shop's host from this machine. */
  readonly look: (host: string, server: ApiAddress) => Promise<OutsideView>;
  /** The shop's host, when not that of the cluster's settings is meant. */
  readonly host?: string | undefined;
  readonly now: () => Date;
}

const AT_ONCE = 6;
const PAGE = 500;

/** Throws UnreadableCluster when nothing can be read. */
export async function readCluster(options: ReadingOptions): Promise<ClusterPicture> {
  const { reader, needed, now } = options;
  const server = await reader.address();
  const { version, clock } = await reader.version();
  const asked = now();
  const lists = await inBatches(LISTS, (list) => readList(reader, list));
  const groups = [...new Set(needed.map(({ apiVersion }) => apiVersion))];
  const discovered = await inBatches(groups, (apiVersion) => readKinds(reader, apiVersion));
  const unseen = new Set(discovered.flatMap(({ unread }) => unread.map(({ kind }) => kind)));
  const objects = lists.flatMap((list) => list.objects);
  const host = options.host ?? hostIn(objects);
  return {
    now: asked,
    clockAheadMs: clock === undefined ? undefined : secondsApart(clock, asked),
    version,
    server,
    objects,
    unread: [...lists, ...discovered].flatMap(({ unread }) => unread),
    kinds: {
      needed: needed.filter(({ apiVersion }) => !unseen.has(apiVersion)),
      served: new Set(discovered.flatMap(({ served }) => served)),
    },
    outside: host === undefined ? undefined : await options.look(host, server),
  };
}

/** The header has whole seconds. */
const secondsApart = (clock: Date, here: Date): number =>
  (Math.floor(clock.getTime() / 1000) - Math.floor(here.getTime() / 1000)) * 1000;

interface ReadList {
  readonly objects: readonly Manifest[];
  readonly unread: readonly UnreadKind[];
}

async function readList(reader: ClusterReader, list: ClusterList): Promise<ReadList> {
  const { apiVersion, kind, plural } = list;
  const objects: Manifest[] = [];
  let rest: string | undefined = "";
  while (rest !== undefined) {
    const more = rest === "" ? "" : `&continue=${encodeURIComponent(rest)}`;
    const answer = await reader.get(`${pathOfVersion(apiVersion)}/${plural}?limit=${PAGE}${more}`);
    // A kind without its CRD is the business of the examination "kinds".
    if (answer.outcome === "absent") break;
    if (answer.outcome !== "read") return { objects, unread: [{ kind, reason: answer.reason }] };
    objects.push(...listAt(answer.body, "items").flatMap((item) => objectOf(list, item) ?? []));
    rest = textAt(answer.body, "metadata", "continue") || undefined;
  }
  return { objects, unread: [] };
}

/** Items of a list have no apiVersion and kind of their own. */
function objectOf({ apiVersion, kind }: ClusterList, item: unknown): Manifest | undefined {
  if (!isFields(item)) return undefined;
  return manifestOf({ ...(kind === "Secret" ? withoutValues(item) : item), apiVersion, kind }, "the cluster");
}

/** Of a Secret its keys stay, and no value goes further than here. */
function withoutValues(secret: Fields): Fields {
  const { data, metadata } = secret;
  // The annotation of "kubectl apply" repeats the values.
  const { annotations: _, ...rest } = fieldsAt({ metadata }, "metadata");
  const keys = Object.keys(fieldsAt({ data }, "data")).map((key) => [key, ""]);
  return { metadata: rest, data: Object.fromEntries(keys) };
}

interface ServedKinds {
  readonly served: readonly string[];
  readonly unread: readonly UnreadKind[];
}

async function readKinds(reader: ClusterReader, apiVersion: string): Promise<ServedKinds> {
  const answer = await reader.get(pathOfVersion(apiVersion));
  if (answer.outcome === "absent") return { served: [], unread: [] };
  if (answer.outcome !== "read") return { served: [], unread: [{ kind: apiVersion, reason: answer.reason }] };
  const kinds = listAt(answer.body, "resources").map((one) => textAt(one, "kind") ?? "");
  return { served: kinds.map((kind) => `${apiVersion}/${kind}`), unread: [] };
}

const hostIn = (objects: readonly Manifest[]): string | undefined => {
  const settings = objects.find(({ kind, name }) => kind === "ConfigMap" && name === "cluster-settings");
  const host = at(settings?.body, "data", "SHOP_HOST");
  return typeof host === "string" && host !== "" ? host : undefined;
};

/** Runs so many at a time, and keeps the order. */
async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<Item, Result>();
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) results.set(item, await work(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return items.flatMap((item) => results.get(item) ?? []);
}
