"""scikit-learn: 50 passes of Lloyd's algorithm from the first eight rows. usage: kmeans_peer.py FILE"""
import json, sys, time
import numpy as np
import sklearn
from sklearn.cluster import KMeans

rows = np.fromfile(sys.argv[1], "<f4").reshape(-1, 8)
model = KMeans(8, n_init=1, init=rows[:8].copy(), max_iter=50, tol=0, algorithm="lloyd")
start = time.perf_counter()
model.fit(rows)
taken = time.perf_counter() - start
print(json.dumps({"times": {"fit": taken}, "check": {"rows": len(rows), "passes": int(model.n_iter_), "inertia": round(float(model.inertia_) / len(rows), 3)},
                  "version": sklearn.__version__}))
