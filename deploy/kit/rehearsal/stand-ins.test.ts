import { expect, test } from "vitest";
import { roleStatement } from "./stand-ins/database.ts";
import { readyAddresses, upstreams } from "./stand-ins/gateway.ts";
import { type DatabaseCluster, initdbArguments, instancePod, settingsOf } from "./stand-ins/postgres.ts";

test("NGINX gets the ready pods alone, and stays valid when there is none", () => {
  const slices = [
    {
      endpoints: [
        { addresses: ["10.244.0.9"], conditions: { ready: true } },
        { addresses: ["10.244.0.8"], conditions: { ready: false } },
      ],
    },
    { endpoints: null },
  ];
  expect(readyAddresses(slices)).toEqual(["10.244.0.9"]);
  expect(upstreams(["10.244.0.9"])).toContain("    server 10.244.0.9:3000 max_fails=0;\n");
  expect(upstreams([])).toMatch(/server 127\.0\.0\.1:9 /);
});

const cluster: DatabaseCluster = {
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "Cluster",
  metadata: { name: "shop-db" },
  spec: {
    storage: { size: "1Gi", storageClass: "local-path" },
    resources: {},
    priorityClassName: "platform",
    postgresql: { parameters: { archive_timeout: "5min", "pg_stat_statements.max": "5000" } },
    bootstrap: { initdb: { database: "shop", owner: "shop_owner", secret: { name: "shop-db-owner" } } },
    managed: { roles: [] },
  },
};

test("PostgreSQL gets the manifest's settings, and the libraries that they belong to", () => {
  const request = { cluster, image: "postgres", instance: "shop-db-1", more: { archive_mode: "off" } };
  expect(settingsOf(request)).toMatchObject({
    archive_timeout: "5min",
    shared_preload_libraries: "pg_stat_statements",
    archive_mode: "off",
  });
  const pod = instancePod(request);
  expect(pod.metadata.labels).toMatchObject({
    "cnpg.io/cluster": "shop-db",
    "cnpg.io/instanceRole": "primary",
  });
});

test("the database is made with the locale that the manifest names", () => {
  const initdb = {
    ...{ database: "shop", owner: "shop_owner", secret: { name: "shop-db-owner" } },
    ...{ locale: "C", localeCType: "C.UTF-8", dataChecksums: true },
  };
  const { spec } = cluster;
  expect(initdbArguments({ ...cluster, spec: { ...spec, bootstrap: { initdb } } })).toEqual([
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--data-checksums",
  ]);
});

test("a role of the manifest becomes one of the database", () => {
  const role = {
    name: "shop_app",
    login: true,
    inRoles: ["pg_read_all_data", "pg_write_all_data"],
    bypassrls: true,
    connectionLimit: 120,
    passwordSecret: { name: "shop-db-app" },
  };
  expect(roleStatement(role)).toBe(
    "CREATE ROLE shop_app LOGIN BYPASSRLS CONNECTION LIMIT 120 IN ROLE pg_read_all_data, pg_write_all_data",
  );
});
