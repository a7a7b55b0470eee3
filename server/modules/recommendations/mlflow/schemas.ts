/** Requests and answers of MLflow's REST API, as far as its clients read. Names are MLflow's. */
import { type TProperties, type TSchema, Type } from "typebox";
import { Closed, Line, Plain } from "../../../platform/schema.ts";

/** All versions are of one model, and all runs of one experiment. */
export const MODEL_NAME = "recommender";
export const EXPERIMENT_ID = "1";

const Key = Line(256);
const Expression = Line(2_000);
const PageToken = Plain("^[0-9]{1,9}$", { description: "`next_page_token` of the page before" });
const Text = Type.String();
const Milliseconds = Type.Integer({ description: "since 1970" });

const Pair = Closed({ key: Text, value: Text });
const Metric = Closed({
  key: Text,
  value: Type.Number(),
  timestamp: Milliseconds,
  step: Type.Integer(),
});

export const MlflowVersion = Closed({
  name: Text,
  version: Text,
  creation_timestamp: Milliseconds,
  last_updated_timestamp: Milliseconds,
  current_stage: Type.Literal("None"),
  source: { ...Text, description: "where its files are" },
  run_id: Text,
  status: Type.Literal("READY"),
  tags: Type.Array(Pair),
  aliases: Type.Array(Text),
});

export const MlflowModel = Closed({
  name: Text,
  creation_timestamp: Milliseconds,
  last_updated_timestamp: Milliseconds,
  description: Text,
  latest_versions: Type.Array(MlflowVersion),
  aliases: Type.Array(Closed({ alias: Text, version: Text })),
  tags: Type.Array(Pair),
});

export const MlflowRun = Closed({
  info: Closed({
    run_id: Text,
    run_uuid: Text,
    run_name: Text,
    experiment_id: Text,
    status: Type.Enum(["RUNNING", "FINISHED", "FAILED"]),
    start_time: Milliseconds,
    end_time: Type.Optional(Milliseconds),
    artifact_uri: Text,
    lifecycle_stage: Type.Literal("active"),
  }),
  data: Closed({ metrics: Type.Array(Metric), params: Type.Array(Pair), tags: Type.Array(Pair) }),
});

export const MlflowExperiment = Closed({
  experiment_id: Text,
  name: Text,
  artifact_location: Text,
  lifecycle_stage: Type.Literal("active"),
  tags: Type.Array(Pair),
});

const File = Closed({ path: Text, is_dir: Type.Boolean(), file_size: Type.Integer() });

/** A list's answer. MLflow leaves out a token that leads nowhere. */
const page = <Items extends TProperties>(items: Items) =>
  Closed({ ...items, next_page_token: Type.Optional(Text) });
/** What a search takes. `order` is one text in an address, and a list in a body. */
const search = <Order extends TSchema>(order: Order, most: number) => ({
  filter: Type.Optional(Expression),
  max_results: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
  order_by: Type.Optional(order),
  page_token: Type.Optional(PageToken),
});
const Orders = Type.Array(Expression, { maxItems: 10 });

export const ModelQuery = Closed({ name: Key });
export const AliasQuery = Closed({ name: Key, alias: Key });
export const VersionQuery = Closed({
  name: Key,
  version: Plain("^[0-9]{1,9}$", { description: "its number" }),
});
export const ModelSearch = Closed(search(Expression, 1_000));
export const VersionSearch = Closed(search(Expression, 200_000));
export const LatestVersions = Closed({
  name: Key,
  stages: Type.Optional(Type.Array(Key, { maxItems: 10 })),
});
const RunId = Plain("^[0-9a-f-]{1,36}$", { description: "of a run" });
export const RunQuery = Closed({ run_id: RunId, run_uuid: Type.Optional(RunId) });
const ViewType = Type.Optional(Type.Enum(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]));
export const RunSearch = Closed({
  experiment_ids: Type.Optional(Type.Array(Key, { maxItems: 100 })),
  run_view_type: ViewType,
  ...search(Orders, 50_000),
});
export const ExperimentQuery = Closed({ experiment_id: Key });
export const ExperimentNameQuery = Closed({ experiment_name: Key });
export const ExperimentSearch = Closed({ view_type: ViewType, ...search(Orders, 50_000) });
export const HistoryQuery = Closed({
  run_id: RunId,
  run_uuid: Type.Optional(RunId),
  metric_key: Key,
  max_results: Type.Optional(Type.Integer({ minimum: 1, maximum: 25_000 })),
  page_token: Type.Optional(PageToken),
});
export const FileQuery = Closed({
  run_id: RunId,
  run_uuid: Type.Optional(RunId),
  path: Type.Optional(Key),
  page_token: Type.Optional(PageToken),
});
export const FolderQuery = Closed({ path: Type.Optional(Key) });
export const FileParams = Closed({
  id: RunId,
  file: Type.Enum(["model.rbin", "report.html"]),
});

export const OneModel = Closed({ registered_model: MlflowModel });
export const ModelPage = page({ registered_models: Type.Array(MlflowModel) });
export const OneVersion = Closed({ model_version: MlflowVersion });
export const VersionPage = page({ model_versions: Type.Array(MlflowVersion) });
export const VersionList = Closed({ model_versions: Type.Array(MlflowVersion) });
export const ArtifactAddress = Closed({ artifact_uri: Text });
export const OneRun = Closed({ run: MlflowRun });
export const RunPage = page({ runs: Type.Array(MlflowRun) });
export const OneExperiment = Closed({ experiment: MlflowExperiment });
export const ExperimentPage = page({ experiments: Type.Array(MlflowExperiment) });
export const MetricHistory = page({ metrics: Type.Array(Metric) });
export const RunFiles = Closed({ root_uri: Text, files: Type.Array(File) });
export const FolderFiles = Closed({ files: Type.Array(File) });
