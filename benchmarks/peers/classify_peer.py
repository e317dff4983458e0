"""scikit-learn: a classifier of rows of twenty numbers, learned on the first four fifths, tried on the last. usage: classify_peer.py MODE FILE
MODE: lbfgs or newton (logistic regression, C = 1), boosting (histogram gradient boosting, 100 trees of 31 leaves)."""
import json, sys, time
import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

mode, file = sys.argv[1:3]
rows, labels = np.fromfile(file, "<f4").reshape(-1, 20), np.fromfile(file.replace(".f32", "_y.u8"), "u1").astype(np.int32)
train = len(rows) // 5 * 4
model = {"lbfgs": lambda: LogisticRegression(max_iter=200, tol=1e-6), "newton": lambda: LogisticRegression(max_iter=50, tol=1e-4, solver="newton-cholesky"),
         "boosting": lambda: HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False, random_state=0)}[mode]()
start = time.perf_counter()
model.fit(rows[:train], labels[:train])
fitted = time.perf_counter()
chances = model.predict_proba(rows[train:])[:, 1]
predicted = time.perf_counter()
print(json.dumps({"times": {"fit": fitted - start, "predict": predicted - fitted},
                  "check": {"rows": len(rows), "tested": len(chances), "positives": int(labels[train:].sum())},
                  "quality": {"auc": round(roc_auc_score(labels[train:], chances), 5), "log_loss": round(log_loss(labels[train:], chances), 5)}, "version": sklearn.__version__}))
