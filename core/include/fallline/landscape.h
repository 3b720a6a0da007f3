// The objective of a session seen from outside: loss, gradient and step at parameters of one's own.
//
// All look at the whole training part, with Spec and units as they are now. The session is neither
// changed nor kept from training.
#pragma once

#include <span>
#include <vector>

#include "fallline/session.h"

namespace fallline {

/// The mean loss, without penalty and dropout: count × parameterCount() numbers as in
/// Session::parameters. Error: "wrong-shape".
Result<std::vector<double>> lossesAt(const Session& session, std::span<const double> thetas);

/// The gradient of that loss with the penalty at one such vector. Where layers drop units out, with
/// the masks of the first step. Error: "wrong-shape".
Result<std::vector<double>> gradientAt(const Session& session, std::span<const double> theta);

/// The step that Levenberg-Marquardt with its layers' scaling would try there with the damping μ;
/// 0: with the smallest at which the system can be solved, next to the Gauss-Newton step. Errors:
/// "wrong-shape"; "conflict" where the loss has no output curvature, l1 acts or the session is in
/// single precision; "singular" where no damping helps.
Result<std::vector<double>> dampedStepAt(const Session& session, std::span<const double> theta,
                                         double mu);

}  // namespace fallline
