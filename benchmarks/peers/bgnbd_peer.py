"""BG/NBD by maximum likelihood, and the orders expected of every customer in 39 weeks. usage: bgnbd_peer.py MODE FILE
MODE: lifetimes (its own fit, by automatic differentiation), or scipy (the likelihood in numpy with an analytic gradient, L-BFGS-B; it expects nothing)."""
import json, math, sys, time
import numpy as np
import pandas as pd
import scipy
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, psi

mode, file = sys.argv[1:3]
d = pd.read_csv(file)
x, tx, T = (d[c].to_numpy(float) for c in ("frequency", "recency", "T"))
n = len(x)


def value_and_gradient(theta):
    """Minus the mean log likelihood and its gradient by the logarithms of r, alpha, a, b."""
    r, al, a, b = np.exp(theta)
    common = gammaln(r + x) - gammaln(r) + r * math.log(al)
    l1 = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(al + T)
    pos = x > 0
    xb = np.where(pos, x, 1.0)
    l2 = np.where(pos, betaln(a + 1, b + xb - 1) - betaln(a, b) - (r + x) * np.log(al + tx), -np.inf)
    both = np.logaddexp(l1, l2)
    w1, w2 = np.exp(l1 - both), np.where(pos, np.exp(l2 - both), 0.0)
    dr = psi(r + x) - psi(r) + math.log(al) - w1 * np.log(al + T) - w2 * np.log(al + tx)
    dal = r / al - w1 * (r + x) / (al + T) - w2 * (r + x) / (al + tx)
    pab = psi(a + b)
    da = w1 * (psi(a) - psi(a + b + x)) + w2 * (psi(a + 1) - psi(a + b + xb)) - (psi(a) - pab)
    db = w1 * (psi(b + x) - psi(a + b + x)) + w2 * (psi(b + xb - 1) - psi(a + b + xb)) - (psi(b) - pab)
    return -(common + both).sum() / n, -np.array([dr.sum() * r, dal.sum() * al, da.sum() * a, db.sum() * b]) / n


times = {}
start = time.perf_counter()
if mode == "lifetimes":
    import warnings
    warnings.filterwarnings("ignore")
    import lifetimes
    from lifetimes import BetaGeoFitter
    start = time.perf_counter()
    model = BetaGeoFitter()
    model.fit(d.frequency, d.recency, d["T"])
    times["fit"] = time.perf_counter() - start
    start = time.perf_counter()
    model.conditional_expected_number_of_purchases_up_to_time(39, d.frequency, d.recency, d["T"])
    times["score"] = time.perf_counter() - start
    theta, version = np.log([float(model.params_[k]) for k in ("r", "alpha", "a", "b")]), lifetimes.__version__
else:
    found = minimize(value_and_gradient, np.zeros(4), jac=True, method="L-BFGS-B", options={"ftol": 1e-13, "gtol": 1e-9, "maxiter": 500})
    times["fit"] = time.perf_counter() - start
    theta, version = found.x, scipy.__version__
print(json.dumps({"times": times, "check": {"customers": n, "repeat_orders": int(x.sum()), "log_likelihood": -value_and_gradient(theta)[0] * n}, "version": version}))
