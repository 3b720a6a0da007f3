// All data sources, and their list.
#pragma once

#include "fallline/component.h"
#include "fallline/dataset.h"
#include "fallline/datasets/catlike.h"
#include "fallline/datasets/circle.h"
#include "fallline/datasets/digits.h"
#include "fallline/datasets/franke.h"
#include "fallline/datasets/gauss.h"
#include "fallline/datasets/gaussians_3d.h"
#include "fallline/datasets/given.h"
#include "fallline/datasets/hills.h"
#include "fallline/datasets/images.h"
#include "fallline/datasets/moons.h"
#include "fallline/datasets/plane.h"
#include "fallline/datasets/points.h"
#include "fallline/datasets/sine.h"
#include "fallline/datasets/spiral.h"
#include "fallline/datasets/table.h"
#include "fallline/datasets/three_points.h"
#include "fallline/datasets/xor.h"

namespace fallline {

/// Drawn by formula first, then images, then what the user brings.
using DataSources = TypeList<Franke, ThreePoints, Gaussians3d, Circle, Xor, Gauss, Spiral, Moons,
                             Plane, Hills, Sine, Digits, Catlike, Table, Images, PointList, Given>;
static_assert(uniqueIds(DataSources{}));

/// Any one of them, with its parameters.
using DataSource = OneOf<DataSources>;

/// The variance of the noise in the targets, where the source knows it.
inline std::optional<double> noiseVariance(const DataSource& source) {
  return std::visit(
      [](const auto& s) -> std::optional<double> {
        if constexpr (requires { s.noiseVariance(); }) return s.noiseVariance();
        return std::nullopt;
      },
      source);
}

}  // namespace fallline
