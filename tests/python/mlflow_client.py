"""Reads the registry with MLflow's own client and prints what it found as JSON.

MLFLOW_TRACKING_URI names the shop, MLFLOW_TRACKING_TOKEN is an API key.
"""

import json
import sys
import tempfile

from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

client = MlflowClient()
model = client.get_registered_model("recommender")
champion = client.get_model_version_by_alias("recommender", "champion")
experiment = client.get_experiment_by_name("recommender")
runs = client.search_runs(
    [experiment.experiment_id],
    filter_string="metrics.`home.ndcg_at_20` > 0.1",
    order_by=["metrics.`home.ndcg_at_20` DESC"],
)
run = client.get_run(runs[-1].info.run_id)


def code(work):
    try:
        work()
    except MlflowException as refused:
        return refused.error_code
    return None


with tempfile.TemporaryDirectory() as folder:
    path = client.download_artifacts(champion.run_id, "model.rbin", folder)
    with open(path, encoding="utf8") as file:
        content = file.read()

json.dump(
    {
        "aliases": dict(model.aliases),
        "latest": [version.version for version in client.get_latest_versions("recommender")],
        "models": [found.name for found in client.search_registered_models("name = 'recommender'")],
        "champion": {"version": champion.version, "run": champion.run_id, "status": champion.status},
        "version": list(client.get_model_version("recommender", "1").aliases),
        "versions": [
            found.version
            for found in client.search_model_versions("name = 'recommender'", order_by=["version_number ASC"])
        ],
        "uri": client.get_model_version_download_uri("recommender", "2"),
        "experiments": [found.name for found in client.search_experiments()],
        "experiment": client.get_experiment(experiment.experiment_id).name,
        "noExperiment": client.get_experiment_by_name("other") is None,
        "runs": [found.info.run_id for found in runs],
        "params": run.data.params,
        "metrics": run.data.metrics,
        "history": [each.value for each in client.get_metric_history(run.info.run_id, "home.ndcg_at_20")],
        "files": [file.path for file in client.list_artifacts(champion.run_id)],
        "content": content,
        "unknown": code(lambda: client.get_model_version("recommender", "99")),
        "unreadable": code(lambda: client.search_model_versions("what?")),
    },
    sys.stdout,
)
