// What happens inside a network at the present parameters, layer by layer: how pre-activations,
// weights and gradients are spread, how much is saturated or dead, how large a step is.
//
// All of it is measured on a fixed subset of the training part: at most 500 samples, spread evenly
// over it, fewer for large networks and many inputs. Computed in double, whatever the session's
// scalar.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "fallline/network.h"
#include "fallline/samples.h"
#include "fallline/session.h"

namespace fallline {

/// Counts over [−reach, reach). The reach is the smallest power of two that holds every number, so
/// that it does not depend on their order and an axis over it does not twitch.
struct Histogram {
  static constexpr std::size_t bins = 64;
  double reach = 0;  ///< 0: only zeros so far
  std::array<std::int64_t, bins> counts{};

  /// Counts a number; one that is not finite is left out.
  void add(double value);

 private:
  void grow(double magnitude);
};

/// A unit is saturated at a sample where its activation is flat: |f'(z)| below this share of the
/// steepest slope of f. Only activations that are flat on both sides (sigmoid, tanh) can be.
inline constexpr double kSaturatedSlope = 0.05;
/// A unit of another activation is dead where |f'(z)| is below this share of the steepest slope at
/// every sample: then hardly any gradient reaches its weights any more.
inline constexpr double kDeadSlope = 1e-3;

struct LayerStatistics {
  Histogram preActivations;  ///< z of every unit and sample
  Histogram weights;         ///< W, of more than 100 000 an evenly spread part
  Histogram gradients;       ///< ∂C/∂W of the mean loss without penalty, likewise
  bool squashes = false;     ///< whether the activation is flat on both sides
  double saturated = 0;      ///< share of activations that are saturated; 0 unless it squashes
  std::int64_t dead = 0;     ///< units; 0 for a layer that squashes and for the output
  /// R² of a straight line through activation over pre-activation, of the unit for which it is
  /// lowest: 1 means that every unit is linear on these samples. 1 for the output layer.
  double straightness = 1;
  double weightNorm = 0;    ///< Euclidean, of W and b
  double gradientNorm = 0;  ///< of the gradient by W and b
  double updateNorm = 0;    ///< of what the latest step changed in W and b
};

struct NetworkStatistics {
  std::int64_t step = 0;
  double passes = 0;
  std::int64_t samples = 0;  ///< in the subset
  /// Of the inputs as the first layer sees them: the largest root mean square, and the largest
  /// standard deviation as a multiple of the smallest one above 0.
  double inputSize = 0;
  double inputRatio = 1;
  std::vector<LayerStatistics> layers;
};

/// Takes the statistics in slices. Between them training may go on: they belong to the parameters
/// at `begin`.
class LayerInspector {
 public:
  /// The session must outlive the inspector.
  explicit LayerInspector(const Session& session);

  void begin();
  /// Leaves what is under way.
  void abandon() { underWay_ = false; }
  /// Whether something has begun and is not done.
  bool isUnderWay() const { return underWay_; }
  /// About `work` multiply-adds, at least one chunk; true when done, and `work` holds what is left.
  bool slice(double& work);

  /// The latest that are complete; without layers before the first.
  const NetworkStatistics& statistics() const { return done_; }

 private:
  /// Sums over the samples, of one unit: around its first values, so that nothing cancels.
  struct UnitSums {
    double z0 = 0, a0 = 0, z = 0, a = 0, zz = 0, aa = 0, za = 0;
    bool seen = false, active = false;
  };

  void measureInputs();
  void findSlopes();
  void addChunk();
  void addLayer(std::size_t layer, Index n);
  void finish();

  const Session& session_;
  Network<double> network_;
  std::vector<std::int32_t> subset_;  ///< columns of samples_
  Samples<double> samples_;
  Index chunk_;
  Matrix<double> X_, Y_, slopes_;
  Workspace<double> workspace_;
  Vector<double> theta_, gradient_, update_;
  std::vector<double> steepest_;  ///< largest |f'|, per layer
  std::vector<std::vector<UnitSums>> sums_;
  std::vector<double> flat_;  ///< activations that are saturated, per layer
  std::size_t position_ = 0;
  bool underWay_ = false;
  NetworkStatistics next_, done_;
};

/// Gradient and update norms of every layer over the run. Memory is bounded: when it is full, every
/// second row goes.
class NormHistory {
 public:
  static constexpr std::size_t capacity = 512;

  /// Adds a row, instead of those that lie at the same place or after it.
  void add(const NetworkStatistics& statistics);
  void clear() { rows_.clear(); }
  /// Row by row: passes, then per layer the norm of the gradient and of the update.
  const std::vector<std::vector<double>>& rows() const { return rows_; }

 private:
  std::vector<std::vector<double>> rows_;
};

/// {"step", "passes", "samples", "layers": [{"preActivations": {"reach", "counts"}, "weights",
///  "gradients", "squashes", "saturated", "dead", "weightNorm", "gradientNorm", "updateNorm"}, …]}
std::string writeStatistics(const NetworkStatistics& statistics);

}  // namespace fallline
