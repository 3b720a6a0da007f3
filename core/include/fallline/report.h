// What a run reports, as JSON: the lines of the command line and the messages of the worker.
// Every text is one line. Numbers that are not finite are written as null.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "fallline/baseline.h"
#include "fallline/metrics.h"
#include "fallline/result.h"
#include "fallline/session.h"

namespace fallline {

/// The metrics of train, validation and test, in the order of Part; nothing for an absent part.
using PartMetrics = std::array<std::optional<Metrics>, 3>;

/// All three parts at the present parameters.
PartMetrics evaluateAll(Session& session);

/// {"loss", "mse", "r2", "accuracy", "cross-entropy", "penalty"}, of them what is defined.
std::string writeMetrics(const Metrics& metrics);

/// {"train": {…metrics that there are} or null, "validation", "test"}
std::string writeBaselines(const PartBaselines& baselines);

/// {"classes": ["0", …], "counts": [[…], …]}, a row for each true class; null without classes.
std::string writeConfusion(const Metrics& metrics, const Task& task);

/// {"loss", "gradientNorm", "stepNorm", "rate", "damping", "gainRatio", "evaluations",
///  "rejections", "status"} with status one of running, converged, stalled, nonFinite, singular;
/// and of {"accepted", "condition", "cosine", "nonDescent", "largestDz"} what the method knows.
std::string writeStepReport(const StepReport& report);

/// {"status", "reason", "epoch", "step", "passes", "best": {"epoch", "loss"} or null,
///  "optimizer": {…StepReport}}: where a run stands, without metrics.
std::string writeState(const Progress& progress);

/// {"epoch", "step", "train": {…} or null, "validation", "test", "optimizer": {…StepReport}}
std::string writeProgress(const Session& session, const PartMetrics& metrics);

/// {"summary": true, "status", "reason", "epochs", "steps", "seconds", "parameters", "train": {…}
///  or null, "validation", "test", "best": {"epoch", "loss"} or null, "engine", "fingerprint"}
std::string writeSummary(const Session& session, const PartMetrics& metrics, double seconds);

/// {"ok": false, "code", "path", "message"}
std::string writeError(const Error& error);

}  // namespace fallline
