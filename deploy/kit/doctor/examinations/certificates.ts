import type { Manifest } from "../../tree/manifest.ts";
import { textAt } from "../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, fault, warning } from "../diagnosis.ts";
import {
  ageMs,
  type ClusterPicture,
  conditionOf,
  createdAt,
  durationText,
  objectsOf,
  timeAt,
} from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";

const DAY_MS = 86_400_000;
/** Let's Encrypt's last for 90 days, and cert-manager renews them 30 days before the end. */
const RENEWED_MS = 21 * DAY_MS;
const PATIENCE_MS = 300_000;
const TROUBLE = runbook("certificate-trouble");

export const issuers: Examination = {
  name: "issuers",
  examine: (picture) =>
    ["ClusterIssuer", "Issuer"]
      .flatMap((kind) => objectsOf(picture, kind))
      .flatMap((issuer) => {
        const ready = conditionOf(issuer, "Ready");
        if (ready?.status === "True") return [];
        if (ready === undefined && (ageMs(picture, createdAt(issuer)) ?? 0) < PATIENCE_MS) return [];
        const why = ready === undefined ? "cert-manager did not look at it" : sentence(ready.message);
        const next = `${describeCommand(issuer)}; ${TROUBLE}`;
        return [fault("issuers", issuer, `is not ready, so it gives no certificate (${why}).`, next)];
      }),
};

/** Challenges and orders name ACME's reason; the certificate only repeats that there is none. */
export const challenges: Examination = {
  name: "challenges",
  examine: (picture) => [
    ...objectsOf(picture, "Challenge").flatMap((challenge) => unmet(picture, challenge)),
    ...objectsOf(picture, "Order").flatMap(refusedOrder),
  ],
};

function unmet(picture: ClusterPicture, challenge: Manifest): readonly Diagnosis[] {
  const state = textAt(challenge.body, "status", "state") ?? "new";
  const reason = textAt(challenge.body, "status", "reason") ?? "";
  const age = ageMs(picture, createdAt(challenge)) ?? 0;
  const isFinal = ["invalid", "errored", "expired"].includes(state);
  if (state === "valid" || (!isFinal && (reason === "" || age < PATIENCE_MS))) return [];
  const host = textAt(challenge.body, "spec", "dnsName") ?? "";
  const how = isFinal ? `is ${state}` : `is not met for ${durationText(age)}`;
  const says = `${how} for ${host}: ${sentence(reason) || "no reason is given"}.`;
  return [fault("certificates", challenge, says, `${describeCommand(challenge)}; ${TROUBLE}`)];
}

function refusedOrder(order: Manifest): readonly Diagnosis[] {
  const state = textAt(order.body, "status", "state") ?? "";
  if (!["errored", "invalid", "expired"].includes(state)) return [];
  const reason = sentence(textAt(order.body, "status", "reason") ?? "") || "its challenges failed";
  const next = `${describeCommand(order)}; ${TROUBLE}`;
  return [
    fault("certificates", order, `is ${state}: ${reason}.`, next, { isEcho: reason.startsWith("its ") }),
  ];
}

export const certificates: Examination = {
  name: "certificates",
  examine: (picture) =>
    objectsOf(picture, "Certificate").flatMap((one) => [
      ...readiness(picture, one),
      ...lifetime(picture, one),
      ...authority(picture, one),
    ]),
};

function readiness(picture: ClusterPicture, certificate: Manifest): readonly Diagnosis[] {
  const ready = conditionOf(certificate, "Ready");
  const age = ageMs(picture, ready?.since ?? createdAt(certificate)) ?? 0;
  if (ready?.status === "True" || age < PATIENCE_MS) return [];
  const issuing = conditionOf(certificate, "Issuing");
  const told = [...new Set([issuing?.message ?? "", ready?.message ?? ""].filter((one) => one !== ""))];
  const why = told.map(sentence).join("; ") || "cert-manager did not look at it";
  const says = `is not there for ${durationText(age)} (${why}).`;
  const next = `${describeCommand(certificate)}; ${TROUBLE}`;
  return [fault("certificates", certificate, says, next, { isEcho: true })];
}

function lifetime(picture: ClusterPicture, certificate: Manifest): readonly Diagnosis[] {
  const age = ageMs(picture, timeAt(certificate.body, "status", "notAfter"));
  const renewal = ageMs(picture, timeAt(certificate.body, "status", "renewalTime")) ?? 0;
  // One that lasts for days or weeks is to be renewed later than 21 days before its end.
  if (age === undefined || age < -RENEWED_MS || (age < 0 && renewal < 0)) return [];
  const next = `${describeCommand(certificate)}; ${runbook("CertificateExpiring")}`;
  if (age >= 0) {
    const says = `ended ${durationText(age)} ago: browsers refuse the shop.`;
    return [fault("certificates", certificate, says, next)];
  }
  const says = `ends in ${durationText(-age)} and was not renewed.`;
  return [warning("certificates", certificate, says, next)];
}

/** The test authority, which no browser trusts. */
function authority(picture: ClusterPicture, certificate: Manifest): readonly Diagnosis[] {
  const name = textAt(certificate.body, "spec", "issuerRef", "name");
  const kind = textAt(certificate.body, "spec", "issuerRef", "kind") ?? "Issuer";
  const issuer = objectsOf(picture, kind).find((one) => one.name === name);
  if (!textAt(issuer?.body, "spec", "acme", "server")?.includes("acme-staging")) return [];
  const says = `is of Let's Encrypt's test authority (${name}): browsers warn of the shop.`;
  const next = `set ACME_ISSUER to letsencrypt-production, as in step 9 of deploy/README.md; ${TROUBLE}`;
  return [warning("certificates", certificate, says, next)];
}
