// One file each makes its form.
#pragma once

#include "fallline/second_order/forms.h"

namespace fallline {

std::unique_ptr<CurvatureForm> makePrimalForm(const CurvaturePass& pass);
std::unique_ptr<CurvatureForm> makeDualForm(const CurvaturePass& pass, bool constantInputs);
std::unique_ptr<CurvatureForm> makeConjugateGradientForm(const CurvaturePass& pass,
                                                         const FormOptions& options);

}  // namespace fallline
