/** The doctor reads the rehearsal's cluster: as it is, and with faults. */
import type { Diagnosis } from "../../doctor/diagnosis.ts";
import { examineCluster } from "../../doctor/doctor.ts";
import { playDoctorScene, SCENE_FAULTS } from "../../doctor/scene/scene.ts";
import type { KubernetesObject } from "../api.ts";
import { reapply } from "../flux.ts";
import { pinned } from "../images.ts";
import { paths } from "../layout.ts";
import { until } from "../processes.ts";
import type { RehearsalStage } from "../stage.ts";

/** What is true of this cluster because of the stand-ins, and of no other. */
const OF_STAND_INS: readonly RegExp[] = [
  /^The cluster has no StorageClass/,
  /^Namespace flux-system has no controller of Flux/,
  /^Node rehearsal serves nobody on port 80 and 443/,
  /^VirtualServer shop\/shop was looked at by no NGINX controller/,
  /^Host staging\.shop\.example leads to no address/,
  /^HorizontalPodAutoscaler shop\/(api|web) cannot scale .*unable to fetch metrics/,
  /^Flux has \d+ suspended objects/,
  /^Image(Repository|Policy|UpdateAutomation) flux-system\/\S+ was looked at by no controller/,
];

/** A kind of the charts that has no object whose absence would stop the shop. */
const KIND = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/scheduledbackups.postgresql.cnpg.io";
const OBJECTS = "/apis/postgresql.cnpg.io/v1/scheduledbackups";

export async function examine(stage: RehearsalStage): Promise<void> {
  const { root, toolbox, images } = stage;
  const look = { root, toolbox, kubeconfig: paths.kubeconfig };
  const nothingElse = async () => {
    const said = (await examineCluster(look)).diagnoses.map(inWords);
    const others = said.filter((one) => !OF_STAND_INS.some((known) => known.test(one)));
    const seen = [`${said.length} diagnoses, ${others.length} of other things`, ...others].join("; ");
    return { seen, holds: others.length === 0 };
  };
  await stage.expect("the doctor, of a healthy shop", "it names the stand-ins alone", nothingElse);
  await stage.expect("the doctor, of a cluster without a kind", "it names the kind", async () => {
    const diagnoses = await withoutKind(stage, async () => (await examineCluster(look)).diagnoses);
    const named = diagnoses.map(inWords).find((said) => said.includes("ScheduledBackup"));
    return { seen: named?.slice(0, 160) ?? "nothing", holds: named !== undefined };
  });
  const all = SCENE_FAULTS.length;
  await stage.expect(
    `the doctor, of ${all} things broken in one way each`,
    "each is named, with its cause",
    async (detail) => {
      const { server } = images;
      if (server === undefined) throw new Error("there is no image server");
      let count = 0;
      const { named, missed } = await playDoctorScene({
        ...look,
        image: pinned(server),
        onNamed: ({ what }) => {
          count += 1;
          detail(`${count} of ${all}: ${what}`);
        },
      });
      const lost = missed.map(({ what }) => what).join(", ");
      return {
        seen: `${named.length} named${lost === "" ? "" : `; not named: ${lost}`}`,
        holds: lost === "",
      };
    },
  );
  await stage.expect("the doctor, when these are gone", "it names the stand-ins alone", nothingElse);
}

const inWords = ({ object, says }: Diagnosis): string => `${object} ${says}`;

/** Takes the kind away with its objects, and brings it back. Flux makes the objects anew. */
async function withoutKind<Result>({ api }: RehearsalStage, work: () => Promise<Result>): Promise<Result> {
  const definition = await api.find<KubernetesObject & { spec: object }>(KIND);
  if (definition === undefined) throw new Error(`there is no ${KIND}`);
  const { apiVersion, kind, spec, metadata } = definition;
  await api.remove(KIND);
  try {
    await until("the kind has gone", 60, async () => (await api.find(KIND)) === undefined);
    return await work();
  } finally {
    await api.apply(KIND, { apiVersion, kind, spec, metadata: { name: metadata.name } });
    const isBack = async () => {
      await reapply(api, "data");
      // While the server builds the kind's storage it says 429.
      const { status, body } = await api.call<{ items?: readonly object[] }>("GET", OBJECTS);
      return status === 200 && (body.items ?? []).length > 0;
    };
    await until("the kind and its objects are back", 90, isBack, 1_000);
  }
}
