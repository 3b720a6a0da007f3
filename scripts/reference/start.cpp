// Writes what another program needs to train a Spec of ours from the same start: samples as the
// network sees them, starting parameters, and the order of the samples in every epoch. Built and
// started by hand; README.md beside it says how.
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "fallline/prepare.h"
#include "fallline/rng.h"
#include "fallline/samples.h"
#include "fallline/session.h"
#include "fallline/spec.h"

using namespace fallline;

namespace {

/// Eight bytes a number, in the order of this computer.
void append(std::ofstream& out, const double* numbers, Index count) {
  out.write(reinterpret_cast<const char*>(numbers), std::streamsize(count) * 8);
}

void append(std::ofstream& out, double number) { append(out, &number, 1); }

}  // namespace

/// start spec.json epochs out: a file of doubles. First the counts: training samples, test samples,
/// inputs, outputs, parameters, epochs. Then for each part inputs and targets sample by sample, the
/// parameters, and for each epoch the places of the training samples in their order.
int main(int argc, char** argv) {
  if (argc != 4) return 1;
  std::ifstream file(argv[1]);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const Result<Spec> spec = parseSpec(text);
  if (!spec) return 2;
  auto session = Session::create(*spec);
  if (!session) return 2;
  const Prepared& prepared = (*session)->prepared();
  const Samples<double> samples = samplesOf<double>(prepared);
  const Index inputs = (*session)->layers().front().inputs;
  const Index outputs = (*session)->layers().back().units;
  const int epochs = std::stoi(argv[2]);
  std::ofstream out(argv[3], std::ios::binary);
  const auto& train = prepared.parts[0];
  for (double count : {double(train.size()), double(prepared.parts[2].size()), double(inputs),
                       double(outputs), double((*session)->parameterCount()), double(epochs)}) {
    append(out, count);
  }
  for (std::size_t part : {0, 2}) {
    const auto& chosen = prepared.parts[part];
    Matrix<double> X(inputs, Index(chosen.size())), Y(outputs, Index(chosen.size()));
    samples.gather(chosen, X, Y);
    append(out, X.data(), X.size());
    append(out, Y.data(), Y.size());
  }
  for (double value : (*session)->parameters()) append(out, value);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    // As SessionOf::shuffle does it.
    std::vector<std::int32_t> order(train.size());
    std::iota(order.begin(), order.end(), 0);
    Random((*session)->spec().seed).fork("batches").fork(std::uint64_t(epoch)).shuffle(order);
    for (std::int32_t place : order) append(out, double(place));
  }
  return out ? 0 : 2;
}
