// Central differences of the loss of a batch, one parameter at a time. Only what lies above the
// parameter is computed anew.
#pragma once

#include <vector>

#include "fallline/objective.h"

namespace fallline {

template <class S>
class CentralDifferences {
 public:
  /// X and Y: inputs × samples and outputs × samples; theta: the parameters. Units that are `off`
  /// stay off.
  CentralDifferences(const std::vector<Layer>& layers, const std::vector<std::vector<Index>>& off,
                     const Loss& loss, const Penalty& penalty, Matrix<S> X, Matrix<S> Y,
                     Vector<S> theta);

  struct Slope {
    double value = 0;
    bool crossesKink = false;  ///< between the two points the loss has no slope somewhere
  };
  /// ∂C/∂w of the weight into unit `row` from input `column` of a layer, or of its bias for the
  /// column behind the last; C is loss and penalty. The step is h · max(1, |w|).
  Slope at(Index layer, Index row, Index column, double h);

  /// The mean loss, without penalty.
  double loss() const { return sum_ / divisor_; }
  /// Multiply-adds of one slope, about.
  double work(Index layer) const;

 private:
  double value(Index layer, Index row, Index column, S change, bool& crosses);
  bool crossesLoss(ConstMatrixRef<S> A, ConstMatrixRef<S> before) const;

  Loss loss_;
  Penalty penalty_;
  Matrix<S> X_, Y_;
  Vector<S> theta_;
  Network<S> network_;
  std::vector<Network<S>> above_;  ///< of each layer but the last
  Workspace<S> base_;              ///< at theta
  std::vector<Workspace<S>> rest_;
  std::vector<Matrix<S>> Z_, A_;  ///< of the layer that is changed; as in base_ between calls
  double sum_ = 0, divisor_ = 1;
};

extern template class CentralDifferences<float>;
extern template class CentralDifferences<double>;

}  // namespace fallline
