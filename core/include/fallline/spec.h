// An experiment is a Spec: one JSON document, here as plain structs.
//
// Keys that may be left out and whose default depends on the data are std::optional; `resolve`
// in session.h fills them in. Paths in errors and changes look like "network.layers.0.units".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/activations.h"
#include "fallline/datasets.h"
#include "fallline/initializers.h"
#include "fallline/losses.h"
#include "fallline/optimizers.h"
#include "fallline/result.h"
#include "fallline/schedules.h"

namespace fallline {

/// What the core accepts at most. Everything beyond is an error of code "too-large".
struct Limits {
  static constexpr std::size_t specBytes = 256 * 1024;
  static constexpr int specDepth = 32;
  static constexpr std::int64_t seed = (std::int64_t{1} << 53) - 1;
  static constexpr std::int64_t layers = 32;
  static constexpr std::int64_t units = 8192;  ///< of one layer
  static constexpr std::int64_t parameters = 4'000'000;
  static constexpr std::int64_t inputs = 100'000;  ///< after feature expansion
  static constexpr std::int64_t samples = 1'000'000;
  static constexpr std::int64_t inputValues = 16'000'000;  ///< samples × inputs, as numbers
  static constexpr std::int64_t features = 4096;
  static constexpr std::int64_t changes = 10'000;
  static constexpr std::int64_t steps = std::int64_t{1} << 53;
};

enum class Scale { none, center, standardize, minmax };
enum class Precision { automatic, float32, float64 };  // "auto" "float32" "float64"

/// Shares as given; what is left out follows from the others: see resolve.
struct SplitSpec {
  std::optional<double> train, validation, test;
};

/// Another training part made of the one that the split gives; what is left out of it becomes the
/// validation part.
struct Resample {
  enum class Kind {
    bootstrap,  ///< as many samples, drawn with replacement; those never drawn are out of bag
    fold,       ///< all but the fold-th of `folds` equal pieces
  };
  Kind kind = Kind::bootstrap;
  std::uint64_t seed = 1;  ///< of a bootstrap's draws, beside the data's seed
  std::int64_t folds = 5;
  std::int64_t fold = 0;  ///< from 0
};

struct DataSpec {
  DataSource source;                  ///< required
  std::optional<std::uint64_t> seed;  ///< of data, noise and split; without it the Spec's seed
  std::optional<SplitSpec> split;     ///< without it as the source declares
  std::optional<Resample> resample;   ///< without it the training part itself
  Scale scale = Scale::none;
  Scale scaleTargets = Scale::none;
  std::vector<std::string> features;  ///< empty: the raw inputs
};

struct LayerSpec {
  std::optional<std::int64_t> units;     ///< default: hidden 8, output as the targets ask
  std::optional<Activation> activation;  ///< default: hidden tanh, output as the task asks
  Initializer init = GlorotUniform{};
  Initializer biasInit = Zeros{};
  bool bias = true;
  double dropout = 0;  ///< share of this layer's units switched off in each training step
};

struct Regularization {
  double l1 = 0;
  double l2 = 0;
  bool biases = false;  ///< whether biases are penalised too
};

/// The first rule met ends training; 0 is off.
struct Stop {
  std::int64_t epochs = 0;
  std::int64_t steps = 0;
  double loss = 0;
  double gradient = 0;
  std::int64_t patience = 0;
};

/// Mini-batches of `size` samples, or the full batch.
struct BatchSize {
  bool full = false;
  std::int64_t size = 32;
};

/// A live change: from that step on the values at these paths are others.
struct Change {
  struct Setting {
    std::string path;   ///< "optimizer.learningRate"
    std::string value;  ///< as JSON text
  };
  std::int64_t step = 0;
  std::vector<Setting> set;
};

struct Spec {
  std::int64_t version = 1;
  std::uint64_t seed = 1;  ///< of weights, batches and dropout
  DataSpec data;
  std::vector<LayerSpec> layers;  ///< of the network; empty: one of 8 tanh and the output
  std::optional<Loss> loss;       ///< default: by the task and the output activation
  OptimizerChoice optimizer = Adam{};
  Schedule schedule = Constant{};
  std::optional<BatchSize> batchSize;  ///< default 32, full for second-order methods
  Regularization regularization;
  Precision precision = Precision::automatic;
  Stop stop{.epochs = 100};  ///< without a "stop" object; within one all rules default to off
  std::string fault = "none";
  std::vector<Change> changes;
};

/// Reads a Spec. Refuses text over 256 kB, deeper than 32, with duplicate or unknown keys, and
/// values outside of their ranges; the Error's path names the key. What depends on the data is
/// left to Session::create.
Result<Spec> parseSpec(std::string_view text);

/// All problems of a Spec that can be seen without its data, each with its path, in the order of
/// the document: values out of their ranges as parseSpec finds them, then values that do not go
/// together (code "conflict").
std::vector<Error> check(const Spec& spec);

/// All problems of a text: those of reading it, or, when it reads, those of check.
std::vector<Error> problemsOf(std::string_view specText);

/// The Spec as JSON on one line, keys in fixed order: every key but those whose default
/// depends on the data and that are not set; a component is its bare id, or an object with the
/// parameters that differ from its defaults. parseSpec gives the same Spec back.
std::string writeSpec(const Spec& spec);

/// The text of a Spec with the value at `path` replaced, as `--set path=value` does: `value` is
/// JSON where it parses as JSON and text otherwise; another id drops the former component's
/// parameters. Does not check the outcome: parseSpec does.
Result<std::string> setValue(std::string_view specText, std::string_view path,
                             std::string_view value);

/// The Spec with one live change applied ("optimizer.…", "regularization.l1|l2|biases",
/// "batchSize", "schedule.…"); an Error for any other path, another id, or a bad value.
Result<Spec> withChange(const Spec& spec, std::string_view path, std::string_view jsonValue);

}  // namespace fallline
