/** The doctor's answer in words: what to mend, in order. */
import type { Diagnosis } from "./diagnosis.ts";
import { type ClusterPicture, counted, listed } from "./picture.ts";

export interface DoctorReport {
  readonly picture: ClusterPicture;
  /** In the order of mending. */
  readonly diagnoses: readonly Diagnosis[];
}

const faultsOf = ({ diagnoses }: DoctorReport): readonly Diagnosis[] =>
  diagnoses.filter(({ severity }) => severity === "fault");

/** 1 when there is a fault. */
export const exitCodeOf = (report: DoctorReport): number => (faultsOf(report).length > 0 ? 1 : 0);

export function doctorLines(report: DoctorReport): readonly string[] {
  const { picture, diagnoses } = report;
  const faults = faultsOf(report).length;
  const warnings = diagnoses.length - faults;
  const { host, port } = picture.server;
  const read = counted(picture.objects.length, "object");
  const all = `${counted(faults, "fault")}, ${counted(warnings, "warning")}`;
  return [
    `Cluster at ${host}:${port}, Kubernetes ${picture.version}, ${read} read`,
    ...diagnoses.flatMap((one, index) => diagnosisLines(one, index + 1)),
    ...unreadLines(picture),
    "",
    diagnoses.length === 0
      ? "Nothing is wrong."
      : `${all}. Mend from the top: later ones may follow from it.`,
  ];
}

const diagnosisLines = ({ severity, object, says, next }: Diagnosis, place: number): readonly string[] => [
  "",
  `${place}. ${severity}: ${object} ${says}`,
  `   next: ${next}`,
];

function unreadLines({ unread, outside }: ClusterPicture): readonly string[] {
  const byReason = Map.groupBy(unread, ({ reason }) => reason.replace(/"[^"]*"/g, "…"));
  const lines = [...byReason.values()].map(
    (all) => `  ${listed(all.map(({ kind }) => kind))}: ${all[0]?.reason ?? ""}`,
  );
  const shop = outside === undefined ? ["  the shop's host: name it by --host"] : [];
  return lines.length + shop.length === 0 ? [] : ["", "Not examined:", ...lines, ...shop];
}
