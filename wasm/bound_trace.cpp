// One step, opened, as JavaScript sees it: its figures at once, its matrices by windows.
#include <emscripten.h>

#include <cmath>
#include <utility>
#include <vector>

#include "arrays.h"
#include "bound_session.h"

namespace fallline::wasm {
namespace {

using emscripten::val;

/// A whole number that JavaScript gave; -1 for anything else.
std::int64_t whole(double value) {
  return value >= 0 && value <= 9007199254740992.0 && std::floor(value) == value
             ? static_cast<std::int64_t>(value)
             : -1;
}

}  // namespace

Reply<TraceOut> BoundSession::trace(double sample, double milliseconds) {
  return guard<TraceOut>([&]() -> Result<val> {
    trace_.reset();
    const double work = training_.work(milliseconds);
    const double start = emscripten_get_now();
    auto made = session().trace(whole(sample), work);
    if (!made) return made.error();
    trace_ = std::move(*made);
    training_.measured(work, emscripten_get_now() - start, !trace_);
    if (!trace_) return val::null();
    auto out = val::object();
    out.set("step", static_cast<double>(trace_->step));
    out.set("batch", static_cast<double>(trace_->batch));
    out.set("isNext", trace_->isNext);
    out.set("samples", arrayOf(trace_->samples));
    out.set("losses", arrayOf(trace_->losses));
    out.set("loss", trace_->loss);
    out.set("penalty", trace_->penalty);
    out.set("rate", trace_->rate);
    out.set("gradientNorm", trace_->gradientNorm);
    out.set("clipping", trace_->clipping);
    out.set("updateNorm", trace_->updateNorm);
    out.set("finite", trace_->status != Status::nonFinite && trace_->status != Status::singular);
    return out;
  });
}

Reply<Doubles> BoundSession::traceWindow(int layer, int quantity, double row, double column,
                                         double rows, double columns) {
  return guard<Doubles>([&]() -> Result<val> {
    if (!trace_) return Error{"closed", "trace", "no step is open"};
    if (quantity < 0 || quantity >= kTraceQuantities) misuse("There is no such quantity.");
    const auto found = trace_->window(layer, static_cast<TraceQuantity>(quantity),
                                      {whole(row), whole(column), whole(rows), whole(columns)});
    if (!found) return found.error();
    return arrayOf(*found);
  });
}

Reply<Nothing> BoundSession::closeTrace() {
  return guard<Nothing>([&] {
    trace_.reset();
    return Nothing{};
  });
}

Reply<GradientsOut> BoundSession::gradients() {
  return guard<GradientsOut>([&] {
    session().logGradients(true);
    const GradientLog* log = session().gradientLog();
    if (log == nullptr) return val::null();
    auto out = val::object();
    out.set("parameters", static_cast<double>(log->parameters));
    out.set("steps", arrayOf(std::vector<double>(log->steps.begin(), log->steps.end())));
    out.set("values", arrayOf(log->values));
    return out;
  });
}

Reply<Nothing> BoundSession::forgetGradients() {
  return guard<Nothing>([&] {
    session().logGradients(false);
    return Nothing{};
  });
}

}  // namespace fallline::wasm
