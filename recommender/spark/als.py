"""Trains the factors of items with Spark MLlib's ALS from a hand-off of `npm run recs -- export`.

    spark-submit als.py FOLDER [--rank 32 --iterations 10 --alpha 10 --regularisation 0.05]

Writes parts/{cut}/item_factors.parquet for each cut of request.json, from the events before it alone, and
result.json last. FOLDER may be any address that Spark reads and writes (a local path, s3a://…).
"""

import argparse
import json

from pyspark import __version__ as spark_version
from pyspark.ml.recommendation import ALS
from pyspark.sql import DataFrame, SparkSession, functions as f


def read_json(spark: SparkSession, path: str) -> dict:
    return json.loads("".join(row.value for row in spark.read.text(path, wholetext=True).collect()))


def write_json(spark: SparkSession, path: str, content: dict) -> None:
    """One file of that name, not a folder of parts: through Hadoop, so that any address will do."""
    jvm = spark._jvm
    target = jvm.org.apache.hadoop.fs.Path(path)
    files = target.getFileSystem(spark._jsc.hadoopConfiguration())
    stream = files.create(target, True)
    stream.write(bytearray(json.dumps(content), "utf8"))
    stream.close()


def preferences(events: DataFrame, request: dict, until: int) -> DataFrame:
    """log1p of the decayed weights of a visitor's events with an item, as the recommender's own models see them."""
    weights = f.create_map(
        *[f.lit(part) for type_weight in enumerate(request["typeWeights"]) for part in type_weight]
    )
    age = (f.lit(until) - f.col("ts")) / f.lit(float(request["halfLifeMs"]))
    return (
        events.where(f.col("ts") < until)
        .withColumn("weight", weights[f.col("type")] * f.pow(f.lit(2.0), -age))
        .groupBy("visitor_ix", "item_ix")
        .agg(f.log1p(f.sum("weight")).alias("rating"))
        .where(f.col("rating") > 0)
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--rank", type=int)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--alpha", type=float, default=10.0)
    parser.add_argument("--regularisation", type=float, default=0.05)
    arguments = parser.parse_args()
    folder = arguments.folder.rstrip("/")
    spark = SparkSession.builder.appName("recommender-als").getOrCreate()
    request = read_json(spark, f"{folder}/request.json")
    if request["format"] != 1:
        raise SystemExit(f"{folder}: a hand-off of format {request['format']}, not 1")
    rank = arguments.rank or request["factors"]
    events = spark.read.parquet(f"{folder}/events").select("visitor_ix", "item_ix", "type", "ts").cache()
    for cut, until in request["cuts"].items():
        als = ALS(
            rank=rank,
            maxIter=arguments.iterations,
            regParam=arguments.regularisation,
            alpha=arguments.alpha,
            implicitPrefs=True,
            coldStartStrategy="drop",
            userCol="visitor_ix",
            itemCol="item_ix",
            ratingCol="rating",
            seed=request["seed"],
        )
        model = als.fit(preferences(events, request, until))
        (
            model.itemFactors.select(f.col("id").alias("item_ix"), f.col("features").alias("factors"))
            .coalesce(1)
            .write.mode("overwrite")
            .parquet(f"{folder}/parts/{cut}/item_factors.parquet")
        )
    write_json(
        spark,
        f"{folder}/result.json",
        {
            "format": 1,
            "snapshot": request["snapshot"],
            "program": f"pyspark {spark_version} ALS",
            "parameters": {
                "rank": rank,
                "iterations": arguments.iterations,
                "alpha": arguments.alpha,
                "regularisation": arguments.regularisation,
            },
        },
    )
    spark.stop()


if __name__ == "__main__":
    main()
