#include "fallline/second_order/forms.h"

#include <array>

#include "form_makers.h"

namespace fallline {
namespace {

constexpr std::int64_t kMostPrimal = 2000;
constexpr std::int64_t kMostDual = 1500;

constexpr std::array<std::string_view, 4> kFormNames{"automatic", "primal", "dual",
                                                     "conjugate-gradient"};

}  // namespace

Form formOf(std::string_view name) {
  std::size_t i = kFormNames.size() - 1;
  while (i > 0 && kFormNames[i] != name) --i;
  return Form(i);
}

std::string_view nameOf(Form form) { return kFormNames[std::size_t(form)]; }

Form chooseForm(std::int64_t parameters, std::int64_t rows) {
  if (parameters <= kMostPrimal && parameters <= rows) return Form::primal;
  return rows <= kMostDual ? Form::dual : Form::conjugateGradient;
}

double bytesOf(Form form, std::int64_t parameters, std::int64_t rows, std::int64_t layers) {
  if (form == Form::automatic) form = chooseForm(parameters, rows);
  const double n = double(parameters), N = double(rows);
  if (form == Form::primal) return 16 * n * n;                      // G and its factor
  if (form == Form::dual) return 8 * (2 + double(layers)) * N * N;  // K, its factor, Gram matrices
  return 32 * n;
}

std::unique_ptr<CurvatureForm> makeForm(Form form, const CurvaturePass& pass,
                                        const FormOptions& options) {
  if (form == Form::automatic) form = chooseForm(pass.parameters(), pass.rows());
  if (form == Form::primal) return makePrimalForm(pass);
  if (form == Form::dual) return makeDualForm(pass, options.constantInputs);
  return makeConjugateGradientForm(pass, options);
}

}  // namespace fallline
