// The objective seen from outside: loss and gradient at parameters that the session does not have.
#include <cmath>

#include "fallline/second_order/gauss_newton.h"
#include "second_order/options.h"
#include "session_of.h"

namespace fallline {
namespace {

/// Of the largest diagonal element of the curvature: as good as undamped, and still positive.
constexpr double kNoDamping = 1e-12;
constexpr int kMostTries = 30;

/// Counts vectors of the network's parameters; nothing when some would be left over.
std::optional<Error> wrongShape(std::size_t numbers, std::size_t parameters) {
  if (numbers % parameters == 0) return {};
  return Error{"wrong-shape", "parameters",
               std::to_string(numbers) + " numbers are no multiple of the " +
                   std::to_string(parameters) + " parameters of the network"};
}

std::optional<Error> notOne(std::size_t numbers, std::size_t parameters) {
  if (numbers == parameters) return {};
  return Error{"wrong-shape", "parameters",
               std::to_string(numbers) + " numbers were given, but the network has " +
                   std::to_string(parameters) + " parameters"};
}

}  // namespace

template <class S>
Objective<S> SessionOf<S>::landscape() const {
  Objective<S> objective(network_, samples_, *prepared_.spec.loss, penalty(),
                         Random(prepared_.spec.seed).fork("dropout"));
  objective.use(prepared_.parts[0], 0);
  return objective;
}

template <class S>
Result<std::vector<double>> SessionOf<S>::lossesAt(std::span<const double> thetas) const {
  const auto size = std::size_t(network_.parameters());
  if (auto error = wrongShape(thetas.size(), size)) return *error;
  Objective<S> objective = landscape();
  std::vector<S> numbers(size);
  Vector<S> theta(network_.parameters());
  std::vector<double> losses;
  losses.reserve(thetas.size() / size);
  for (std::size_t first = 0; first < thetas.size(); first += size) {
    for (std::size_t i = 0; i < size; ++i) numbers[i] = S(thetas[first + i]);
    network_.fromPlain(numbers.data(), theta);
    losses.push_back(objective.value(theta));
  }
  return losses;
}

template <class S>
Result<std::vector<double>> SessionOf<S>::gradientAt(std::span<const double> theta) const {
  const auto size = std::size_t(network_.parameters());
  if (auto error = notOne(theta.size(), size)) return *error;
  std::vector<S> numbers(size);
  for (std::size_t i = 0; i < size; ++i) numbers[i] = S(theta[i]);
  Vector<S> at(network_.parameters()), gradient(network_.parameters());
  network_.fromPlain(numbers.data(), at);
  Objective<S> objective = landscape();
  objective.gradient(at, gradient);
  numbers = plain(gradient);
  return std::vector<double>(numbers.begin(), numbers.end());
}

template <class S>
Result<std::vector<double>> SessionOf<S>::dampedStepAt(std::span<const double> theta,
                                                       double mu) const {
  const auto size = std::size_t(network_.parameters());
  if (auto error = notOne(theta.size(), size)) return *error;
  const Spec& spec = prepared_.spec;
  if constexpr (!std::is_same_v<S, double>) {
    return Error{"conflict", "precision", "must be float64 for a Gauss-Newton step"};
  } else {
    if (!OutputCurvature::exists(*spec.loss) || spec.regularization.l1 > 0) {
      return Error{"conflict", "loss", "this objective has no Gauss-Newton curvature"};
    }
    Vector<double> at(network_.parameters());
    network_.fromPlain(theta.data(), at);
    const TrainingSource source(samples_, prepared_.parts[0]);
    CurvaturePass pass(network_, *spec.loss, source, network_.depth());
    GaussNewton problem(pass, Form::automatic, {}, true);
    problem.setPoint(at, penalty());
    double unlimited = HUGE_VAL;
    while (!problem.linearize(unlimited)) {
    }
    double damping = mu > 0 ? mu : kNoDamping * std::max(problem.largestDiagonal(), 1e-300);
    for (int tries = 0; tries < kMostTries; ++tries, damping *= 10) {
      bool solved = false;
      while (!problem.solve(damping, unlimited, solved)) {
      }
      if (solved) return plain(problem.step());
    }
    return Error{"singular", "parameters", "the system cannot be solved at these parameters"};
  }
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
