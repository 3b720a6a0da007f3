// The objective seen from outside: loss and gradient at parameters that the session does not have.
#include "session_of.h"

namespace fallline {
namespace {

/// Counts vectors of the network's parameters; nothing when some would be left over.
std::optional<Error> wrongShape(std::size_t numbers, std::size_t parameters) {
  if (numbers % parameters == 0) return {};
  return Error{"wrong-shape", "parameters",
               std::to_string(numbers) + " numbers are no multiple of the " +
                   std::to_string(parameters) + " parameters of the network"};
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
  if (theta.size() != size) {
    return Error{"wrong-shape", "parameters",
                 std::to_string(theta.size()) + " numbers were given, but the network has " +
                     std::to_string(size) + " parameters"};
  }
  std::vector<S> numbers(size);
  for (std::size_t i = 0; i < size; ++i) numbers[i] = S(theta[i]);
  Vector<S> at(network_.parameters()), gradient(network_.parameters());
  network_.fromPlain(numbers.data(), at);
  Objective<S> objective = landscape();
  objective.gradient(at, gradient);
  numbers = plain(gradient);
  return std::vector<double>(numbers.begin(), numbers.end());
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
