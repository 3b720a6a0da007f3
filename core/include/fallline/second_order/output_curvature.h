// How the loss bends at the network's outputs: the part of Gauss-Newton that is not the network.
#pragma once

#include "fallline/losses.h"

namespace fallline {

/// For the pre-activations z of the output layer of one sample, the (generalised) Gauss-Newton
/// matrix of the mean loss is w S Sᵀ, and its gradient w S r, with the C × C matrix S, the residual
/// r and one weight w for all samples:
///   squared error      S = ∂a/∂z                     r = a − y                 w = 2 / (mC)
///   sigmoid, BCE       S = √(a (1 − a))              r = (a − y) / S           w = 1 / (mC)
///   softmax, CE        S = diag(√p) (I − √p √pᵀ)     r = (p − y) / √p          w = 1 / m
/// Schraudolph 2002. Nothing is clipped: with s the logit of the right side, 1 − a is 1 / (1 + eˢ),
/// exact however small it is.
class OutputCurvature {
 public:
  /// Whether there is such a form for the loss through that output.
  static bool exists(const Loss& loss);

  OutputCurvature(const Loss& loss, const Activation& output) : loss_(loss), output_(output) {}

  /// w for m samples of C outputs.
  double weight(Index samples, Index outputs) const;

  /// Column c of every S, as the ∂C/∂Z of a backward pass: `seed` is outputs × samples.
  void seed(Index c, ConstMatrixRef<double> Z, ConstMatrixRef<double> A, ConstMatrixRef<double> Y,
            MatrixRef<double> seed) const;

  /// r, outputs × samples.
  void residual(ConstMatrixRef<double> Z, ConstMatrixRef<double> A, ConstMatrixRef<double> Y,
                MatrixRef<double> r) const;

  /// V ← S Sᵀ V for every sample's column; `scratch` has the shape of V.
  void multiply(ConstMatrixRef<double> Z, ConstMatrixRef<double> A, ConstMatrixRef<double> Y,
                MatrixRef<double> V, MatrixRef<double> scratch) const;

 private:
  /// S(i, c) of sample j.
  double element(Index i, Index c, Index j, ConstMatrixRef<double> Z, ConstMatrixRef<double> A,
                 ConstMatrixRef<double> Y) const;

  const Loss& loss_;
  const Activation& output_;
};

}  // namespace fallline
