import { titleOf } from "../../tree/manifest.ts";
import { textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, warning } from "../diagnosis.ts";
import { type ClusterPicture, conditionOf, counted, durationText, familyOf } from "../picture.ts";
import { type ClusterEvent, recentWarnings, sentence } from "./event-messages.ts";

const SHOWN = 12;
/** The conditions by which objects say that they are well. */
const WELL = ["Ready", "Available", "Complete", "ScalingActive"];

/**
 * Warnings of the last hour that no other examination explains. Those about an object that is well again, or
 * is gone, are over.
 */
export const events: Examination = {
  name: "events",
  examine: (picture) => {
    const open = recentWarnings(picture).filter((event) => !isOver(picture, event));
    const groups = Map.groupBy(open, ({ about, reason }) => `${familyOf(picture, about)} ${reason}`);
    return [...groups.values()].slice(0, SHOWN).flatMap(eventDiagnosis);
  },
};

function isOver(picture: ClusterPicture, { about, reason }: ClusterEvent): boolean {
  const object = picture.objects.find((one) => titleOf(one) === about);
  // Kinds that were not read: their events are all that is known.
  if (object === undefined) return picture.objects.some(({ kind }) => about.startsWith(`${kind} `));
  if (textAt(object.body, "status", "state") === "Valid") return true;
  // A probe that fails while a pod begins; later the examination of pods tells.
  if (object.kind === "Pod" && reason === "Unhealthy") return true;
  return WELL.some((type) => conditionOf(object, type)?.status === "True");
}

function eventDiagnosis(group: readonly ClusterEvent[]): readonly Diagnosis[] {
  const [newest] = group;
  if (newest === undefined) return [];
  const times = counted(
    group.reduce((sum, { count }) => sum + count, 0),
    "time",
  );
  const last = `${times}, the last ${durationText(newest.ageMs)} ago`;
  const says = `has the warning ${newest.reason}, ${last}: ${sentence(newest.message)}.`;
  const [kind = "", place = ""] = newest.about.split(" ");
  const [namespace, name] = place.includes("/") ? place.split("/") : [undefined, place];
  const where = namespace === undefined ? "" : `-n ${namespace} `;
  const next = `kubectl ${where}describe ${kind.toLowerCase()} ${name}`;
  return [warning("events", newest.about, says, next, { isEcho: true })];
}
