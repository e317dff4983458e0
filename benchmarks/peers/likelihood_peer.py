"""The features that our likelihood models read, learned by scikit-learn: AUC and average precision beside ours, cut-off by cut-off. usage: likelihood_peer.py FOLDER
FOLDER holds what `Dashboard.Benchmarks likelihood FILE FOLDER` wrote: for each cut-off NAME_train.csv (features, label) and NAME_test.csv (features, label, and our probabilities).
Missing values: HistGradientBoosting learns their direction as ours does; for logistic regression they are filled by the mean with a column that marks them, as ours does."""
import pathlib, sys
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SAME = dict(learning_rate=0.05, l2_regularization=1, early_stopping=False, random_state=0)
gaps, rows = {"logistic": [], "trees": []}, []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*_test.csv")):
    name = file.stem.removesuffix("_test")
    train, test = pd.read_csv(file.with_name(f"{name}_train.csv")), pd.read_csv(file)
    features = [c for c in train.columns if c != "label"]
    x, y, xt, yt = train[features].to_numpy(np.float32), train.label.to_numpy(), test[features].to_numpy(np.float32), test.label.to_numpy()
    trees, leaves, least = (int(test[c].iloc[0]) for c in ("trees_count", "trees_leaves", "trees_least"))
    # Filling comes before scaling, so that the marks are scaled as well.
    logistic = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression(C=1, solver="newton-cholesky", max_iter=100)).fit(x, y)
    boosted = HistGradientBoostingClassifier(max_iter=trees, max_leaf_nodes=leaves, min_samples_leaf=least, **SAME).fit(x, y)
    usual = HistGradientBoostingClassifier(random_state=0).fit(x, y)
    answers = {"rates (baseline)": test.rates, "logistic, ours": test.logistic, "logistic, scikit-learn": logistic.predict_proba(xt)[:, 1],
               "trees, ours": test.trees, "trees, scikit-learn": boosted.predict_proba(xt)[:, 1], "trees, scikit-learn's defaults": usual.predict_proba(xt)[:, 1]}
    auc = {key: roc_auc_score(yt, p) for key, p in answers.items()}
    gaps["logistic"].append(auc["logistic, scikit-learn"] - auc["logistic, ours"])
    gaps["trees"].append(max(auc["trees, scikit-learn"], auc["trees, scikit-learn's defaults"]) - auc["trees, ours"])
    rows += [f"| {name} | {len(y):,} / {len(yt):,} | {key} | {auc[key]:.4f} | {average_precision_score(yt, p):.4f} | {log_loss(yt, np.clip(p, 1e-9, 1 - 1e-9)):.4f} |" for key, p in answers.items()]
print("| cut-off | rows learned / tested | method | AUC | average precision | log loss |\n| --- | --- | --- | --- | --- | --- |")
print("\n".join(rows))
for key, found in gaps.items():
    print(f"\n{key}: scikit-learn (the better of its two) ahead of ours by {np.mean(found):+.4f} AUC on average, by {max(found):+.4f} at most, over {len(found)} cut-offs")
