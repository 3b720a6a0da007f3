// What linear models reach on a Spec's data, as JSON: for the command line and the page alike.
#pragma once

#include <string>
#include <string_view>

#include "fallline/prepare.h"
#include "fallline/result.h"
#include "fallline/session.h"

namespace fallline {

/// Fits the models that a text asks for: {"models": ["ols", {"id": "ridge", "lambda": 1e-8}, …],
/// "path": [1e-12, …]}; both may be left out, and `path` is of ridge's λ. Errors carry paths of the
/// text ("models.0.solver"), and "data" where the data are too large for a closed form.
///
/// {"samples", "features": ["x1", …], "outputs": ["y", …], "condition", "mean": {…parts},
///  "models": [{"model": {id and parameters}, "rank", "freedom", "norm", "coefficients": [[c, b1,
///  …], …], "train": {…} or null, "validation", "test"}], "path": [{"lambda", "freedom", "norm",
///  "train", …}]}
/// Coefficients are of the features as the network sees them, one row an output, and are left out
/// where there are more than 1000.
Result<std::string> fitLinearModels(const Prepared& prepared, std::string_view text);

/// How linear the network is with the parameters that it has, as JSON: {"features", "outputs",
/// "product": [[c, b1, …], …] or null, "closest": [[…]], "agreement", "ols": [[…]] or null}.
/// `product` is what the matrices of layers that are all linear multiply to, `closest` the linear
/// function nearest to the output's pre-activations on the training part and `agreement` the share
/// of their variation that it explains. `ols` is least squares on the same targets, for one output
/// per target and an output that is linear. All are of the features and targets as the network has
/// them.
Result<std::string> writeLinearity(const Session& session);

/// Everything there is, for the command line: every solver of least squares and ridge for λ from
/// 1e-12 to 100, as the text that fitLinearModels takes.
std::string allLinearModels();

}  // namespace fallline
