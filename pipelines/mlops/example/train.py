"""Trains a model that says who will leave, and refuses to give one that guesses badly.

`data` is a folder of Parquet files with the columns of `FEATURES` and `left`; `model` is written as an MLflow model.
The run's parameters and metrics are tracked by the workspace.
"""

import argparse
import sys
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["orders", "days_since_last_order", "complaints"]
LABEL = "left"


def train(data: Path, model: Path, least: float) -> float:
    """Train, keep the model where it is good enough, and return the area under its curve on data it has not seen."""
    frame = pd.read_parquet(data, columns=[*FEATURES, LABEL])
    seen, unseen = train_test_split(frame, test_size=0.25, random_state=1, stratify=frame[LABEL])
    found = make_pipeline(StandardScaler(), LogisticRegression()).fit(seen[FEATURES], seen[LABEL])
    score = float(roc_auc_score(unseen[LABEL], found.predict_proba(unseen[FEATURES])[:, 1]))
    mlflow.log_params({"rows": len(frame), "features": ",".join(FEATURES)})
    mlflow.log_metric("area_under_curve", score)
    if score >= least:
        mlflow.sklearn.save_model(found, model, input_example=seen[FEATURES].head(1))
    return score


def main() -> int:
    """Exit code 1 where the model is not good enough: the pipeline ends there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--least", type=float, required=True, help="least area under the curve, 0.5 to 1")
    arguments = parser.parse_args()
    score = train(arguments.data, arguments.model, arguments.least)
    print(f"area under the curve {score:.3f}, at least {arguments.least} wanted")
    return 0 if score >= arguments.least else 1


if __name__ == "__main__":
    sys.exit(main())
