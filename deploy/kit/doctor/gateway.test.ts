/** Routes, certificates, the shop's name and ports: each broken in one way is named, and nothing else is. */
import { expect, test } from "vitest";
import { healthyCluster, NODE_ADDRESS, type TestCluster, told, toldText } from "../testing/cluster.ts";

const HOST = "staging.shop.example";
const SERVER = "VirtualServer shop/shop";
const CERTIFICATE = "Certificate shop/shop-tls";

test("routes that NGINX refuses, or takes in part", async () => {
  const cluster = healthyCluster();
  const message = "VirtualServer shop/shop was rejected with error: spec.routes[0].action: Required value";
  cluster.edit(SERVER, { status: { state: "Invalid", reason: "Rejected", message } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: VirtualServer shop/shop is refused by NGINX (Rejected: VirtualServer shop/shop was
        rejected with error: spec.routes[0].action: Required value)."
  `);
  const warning = "TLS secret shop-tls is invalid: secret doesn't exist";
  cluster.edit(SERVER, {
    status: { state: "Warning", reason: "AddedOrUpdatedWithWarning", message: warning },
  });
  expect((await told(cluster))[0]).toMatch(/^warning: VirtualServer shop\/shop is taken by NGINX in part/);
});

test("a policy that is not valid", async () => {
  const cluster = healthyCluster();
  const message = "Policy shop/pages was rejected: spec.rateLimit.rate: Invalid value";
  cluster.edit("Policy shop/pages", { status: { state: "Invalid", reason: "Rejected", message } });
  expect((await told(cluster))[0]).toContain("fault: Policy shop/pages is refused by NGINX");
});

test("routes that no controller looked at", async () => {
  const cluster = healthyCluster();
  cluster.edit(SERVER, { status: null });
  expect(await told(cluster)).toEqual([`fault: ${SERVER} was looked at by no NGINX controller.`]);
  cluster.edit("Policy shop/pages", { status: null });
  expect(await told(cluster)).toEqual([
    `fault: ${SERVER} was looked at by no NGINX controller. The same: Policy shop/pages.`,
  ]);
});

test("a route to a Service that is not there", async () => {
  const cluster = healthyCluster();
  cluster.remove("Service shop/api");
  expect(await told(cluster)).toEqual([
    `fault: ${SERVER} sends requests to api, and there is no such Service.`,
  ]);
});

test("a host that two objects ask for; the answer to a challenge is no second one", async () => {
  const cluster = healthyCluster();
  const ingress = (name: string, labels = "{}") => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, creationTimestamp: <1d ago>, labels: ${labels} }
spec: { ingressClassName: nginx, rules: [{ host: ${HOST} }] }
`;
  cluster.add(ingress("cm-acme-http-solver-x", '{ acme.cert-manager.io/http01-solver: "true" }'));
  expect(await told(cluster)).toEqual([]);
  cluster.add(ingress("old-shop"));
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Ingress shop/old-shop asks for the host staging.shop.example, which VirtualServer
        shop/shop has already."
  `);
});

test("a node on which no pod holds ports 80 and 443", async () => {
  const cluster = healthyCluster();
  cluster.edit("DaemonSet ingress/nginx-ingress-controller", { status: { numberReady: 0 } });
  cluster.remove("Pod ingress/nginx-ingress-controller-1");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: DaemonSet ingress/nginx-ingress-controller has 0 of 1 pods ready.
    fault: Node jangteo-staging serves nobody on port 80 and 443: no pod holds them."
  `);
});

test("NGINX without its ports on the host", async () => {
  const cluster = healthyCluster();
  const containers = [
    { name: "nginx-ingress", ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 443 }] },
  ];
  cluster.edit("Pod ingress/nginx-ingress-controller-1", { spec: { hostNetwork: null, containers } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Node jangteo-staging serves nobody on port 443: no pod holds them."`,
  );
});

test("an issuer that could not register is told before its certificates", async () => {
  const cluster = healthyCluster();
  const message =
    "Failed to register ACME account: 400 urn:ietf:params:acme:error:invalidContact: forbidden domain";
  const condition = { type: "Ready", status: "False", reason: "ErrRegisterACMEAccount", message };
  cluster.edit("ClusterIssuer letsencrypt-production", { status: { conditions: [condition] } });
  unissued(cluster);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: ClusterIssuer letsencrypt-production is not ready, so it gives no certificate (Failed to
        register ACME account: 400 urn:ietf:params:acme:error:invalidContact: forbidden domain).
    fault: Certificate shop/shop-tls is not there for 40 minutes (Issuing certificate as Secret does
        not exist)."
  `);
});

function unissued(cluster: TestCluster): void {
  const lastTransitionTime = "<40m ago>";
  const conditions = [
    {
      type: "Ready",
      status: "False",
      reason: "DoesNotExist",
      message: "Issuing certificate as Secret does not exist",
      lastTransitionTime,
    },
    {
      type: "Issuing",
      status: "True",
      reason: "DoesNotExist",
      message: "Issuing certificate as Secret does not exist",
      lastTransitionTime,
    },
  ];
  cluster.edit(CERTIFICATE, { status: { notAfter: null, conditions } });
}

const owned = (kind: string, name: string) =>
  `ownerReferences: [{ apiVersion: x, kind: ${kind}, name: ${name}, uid: u, controller: true }]`;

/** A request for the certificate, with an order and a challenge. */
function challenge(cluster: TestCluster, order: string, status: string): void {
  unissued(cluster);
  cluster.add(`
apiVersion: cert-manager.io/v1
kind: CertificateRequest
metadata: { name: shop-tls-1, namespace: shop, ${owned("Certificate", "shop-tls")} }
spec: { request: "", issuerRef: { name: letsencrypt-production } }
---
apiVersion: acme.cert-manager.io/v1
kind: Order
metadata: { name: shop-tls-1-99, namespace: shop, ${owned("CertificateRequest", "shop-tls-1")} }
spec: { request: "", issuerRef: { name: letsencrypt-production } }
status: ${order}
---
apiVersion: acme.cert-manager.io/v1
kind: Challenge
metadata:
  { name: shop-tls-1-99-7, namespace: shop, creationTimestamp: <40m ago>, ${owned("Order", "shop-tls-1-99")} }
spec: { dnsName: ${HOST}, type: HTTP-01 }
status: ${status}
`);
}

test("a challenge that is not met tells ACME's reason, and the certificate does not repeat it", async () => {
  const cluster = healthyCluster();
  const reason =
    "Waiting for HTTP-01 challenge propagation: failed to perform self check: dial tcp: i/o timeout";
  challenge(
    cluster,
    "{ state: pending }",
    `{ state: pending, presented: true, processing: true, reason: "${reason}" }`,
  );
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Challenge shop/shop-tls-1-99-7 is not met for 40 minutes for staging.shop.example:
        Waiting for HTTP-01 challenge propagation: failed to perform self check: dial tcp: i/o timeout."
  `);
});

test("an order that ACME refused", async () => {
  const cluster = healthyCluster();
  const reason = "429 urn:ietf:params:acme:error:rateLimited: too many certificates (5) already issued";
  challenge(cluster, `{ state: errored, reason: "${reason}" }`, "{ state: valid }");
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Order shop/shop-tls-1-99 is errored: 429 urn:ietf:params:acme:error:rateLimited: too many
        certificates (5) already issued."
  `);
});

test("a certificate that is not there, without a challenge that says why", async () => {
  const cluster = healthyCluster();
  unissued(cluster);
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Certificate shop/shop-tls is not there for 40 minutes (Issuing certificate as Secret does
        not exist)."
  `);
});

test("a certificate that ends within 21 days is a warning, and one that ended a fault", async () => {
  const cluster = healthyCluster();
  cluster.edit(CERTIFICATE, { status: { notAfter: "<22d ahead>", renewalTime: "<8d ago>" } });
  expect(await told(cluster)).toEqual([]);
  cluster.edit(CERTIFICATE, { status: { notAfter: "<20d ahead>" } });
  expect(await told(cluster)).toEqual([`warning: ${CERTIFICATE} ends in 20 days and was not renewed.`]);
  cluster.edit(CERTIFICATE, { status: { notAfter: "<1d ago>" } });
  expect(await told(cluster)).toEqual([
    `fault: ${CERTIFICATE} ended 24 hours ago: browsers refuse the shop.`,
  ]);
});

test("a certificate of few weeks is well until the time of its renewal", async () => {
  const cluster = healthyCluster();
  cluster.edit(CERTIFICATE, { status: { notAfter: "<18d ahead>", renewalTime: "<3d ahead>" } });
  expect(await told(cluster)).toEqual([]);
});

test("a certificate of the test authority is a warning", async () => {
  const cluster = healthyCluster();
  cluster.edit(CERTIFICATE, { spec: { issuerRef: { name: "letsencrypt-staging" } } });
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "warning: Certificate shop/shop-tls is of Let's Encrypt's test authority (letsencrypt-staging):
        browsers warn of the shop."
  `);
});

test("a host that leads nowhere, and whose ports are then not tried", async () => {
  const cluster = healthyCluster();
  cluster.outer.names = {};
  expect(await told(cluster)).toEqual([`fault: Host ${HOST} leads to no address (the name does not exist).`]);
});

test("a host that leads elsewhere, and one that does so for IPv6 alone", async () => {
  const cluster = healthyCluster();
  cluster.outer.names = { [HOST]: ["198.51.100.9"] };
  expect(await toldText(cluster)).toMatchInlineSnapshot(
    `"fault: Host staging.shop.example leads to 198.51.100.9, and the node is 203.0.113.7."`,
  );
  cluster.outer.names = { [HOST]: [NODE_ADDRESS, "2001:db8::1"] };
  expect((await told(cluster))[0]).toContain("leads to 2001:db8::1");
});

test("behind a tunnel, where no public address is known, nothing is said of DNS", async () => {
  const cluster = healthyCluster();
  cluster.outer.server = { host: "127.0.0.1", port: 16443 };
  cluster.outer.names = { [HOST]: ["198.51.100.9"] };
  cluster.outer.closed = { 6443: "must not be tried" };
  expect(await told(cluster)).toEqual([]);
});

test("the host that is asked for counts before that of the settings", async () => {
  const cluster = healthyCluster();
  cluster.outer.host = "shop.example";
  expect((await told(cluster))[0]).toContain("Host shop.example leads to no address");
});

test("ports that do not answer: 80 and 443 are faults, that of the API server a warning", async () => {
  const cluster = healthyCluster();
  cluster.outer.closed = { 80: "connection refused", 443: "no answer", 6443: "no answer" };
  expect(await toldText(cluster)).toMatchInlineSnapshot(`
    "fault: Host staging.shop.example does not answer on port 80 from here (connection refused):
        Let's Encrypt cannot check the host.
    fault: Host staging.shop.example does not answer on port 443 from here (no answer): nobody
        reaches the shop.
    warning: Host staging.shop.example does not answer on port 6443 from here (no answer)."
  `);
});
