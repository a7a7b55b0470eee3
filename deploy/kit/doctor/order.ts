/** Puts diagnoses in the order of mending: causes before effects, and what only repeats another left out. */
import { type Diagnosis, STAGES } from "./diagnosis.ts";
import { type ClusterPicture, familyOf } from "./picture.ts";

/** Diagnoses come by examination; those of one stage stay in that order. */
export function inOrder(picture: ClusterPicture, diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const own = withoutEchoes(picture, withoutRepeats(diagnoses));
  const rank = ({ severity, stage }: Diagnosis): number =>
    (severity === "fault" ? 0 : STAGES.length) + STAGES.indexOf(stage);
  return own.toSorted((one, other) => rank(one) - rank(other)).map((one, _, all) => withCause(one, all));
}

function withoutRepeats(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  return [...new Map(diagnoses.map((one) => [`${one.object}: ${one.says}`, one])).values()];
}

function withoutEchoes(picture: ClusterPicture, diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const families = new Set(
    diagnoses
      .filter(({ isEcho = false }) => !isEcho)
      .flatMap(({ object, explains = [] }) => [object, ...explains])
      .map((title) => familyOf(picture, title)),
  );
  return diagnoses.filter(
    ({ isEcho = false, object }) => !isEcho || !families.has(familyOf(picture, object)),
  );
}

/** Pods of the shop that are not ready may wait for a database that is away. */
function withCause(diagnosis: Diagnosis, all: readonly Diagnosis[]): Diagnosis {
  const cause = all.find(
    ({ severity, stage, object }) =>
      severity === "fault" && stage === "database" && /^Cluster |^Pod |^StatefulSet /.test(object),
  );
  const waits =
    ["migration", "shop"].includes(diagnosis.stage) && /is not ready|ends again/.test(diagnosis.says);
  if (cause === undefined || !waits) return diagnosis;
  return { ...diagnosis, says: `${diagnosis.says} It may wait for the database (${cause.object}, above).` };
}
