#include "fallline/datasets/digits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "datasets/digit_strokes.h"
#include "fallline/datasets/blank.h"
#include "fallline/math.h"

namespace fallline {
namespace {

using detail::Allograph;
using detail::Bend;
using detail::Knot;

constexpr int kField = 28;  // side of the image, in pixels
constexpr int kBox = 20;    // side of the box that the ink fills
constexpr int kClasses = 10;
constexpr double kTwoPi = 6.283185307179586;

/// A point of the flattened skeleton, and the pen there.
struct Dot {
  double x, y;
  bool begins = false;  // the pen goes down here
  double radius = 0;    // of the pen, in pixels
};

using Skeleton = std::vector<Knot>;
using Line = std::vector<Dot>;

/// One of the digit's allographs, with the probability that their weights give.
const Allograph& chooseAllograph(int digit, Random& random) {
  double total = 0;
  for (const Allograph& a : detail::strokes::all) total += a.digit == digit ? a.weight : 0;
  double left = random.uniform() * total;
  const Allograph* chosen = nullptr;
  for (const Allograph& a : detail::strokes::all) {
    if (a.digit != digit) continue;
    chosen = &a;
    left -= a.weight;
    if (left < 0) break;
  }
  return *chosen;
}

/// Moves every knot a little, the ends of strokes more, and whole strokes against each other.
void jitter(Skeleton& knots, double variation, Random& random) {
  double strokeX = 0, strokeY = 0;
  for (std::size_t i = 0; i < knots.size(); ++i) {
    Knot& k = knots[i];
    const bool begins = k.bend == Bend::start;
    const bool ends = i + 1 == knots.size() || knots[i + 1].bend == Bend::start;
    if (begins) {
      strokeX = 0.03 * variation * random.normal();
      strokeY = 0.03 * variation * random.normal();
    }
    const double sigma = variation * (begins || ends ? 0.08 : 0.015);
    k.x += strokeX + sigma * random.normal();
    k.y += strokeY + sigma * random.normal();
  }
}

/// Catmull and Rom's curve from b (t = 0) to c (t = 1), with the neighbours a and d.
double spline(double t, double a, double b, double c, double d) {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/// The curve through the knots as a polyline.
Line flatten(const Skeleton& knots) {
  constexpr int kPieces = 6;
  Line line;
  for (std::size_t i = 0; i < knots.size(); ++i) {
    if (knots[i].bend == Bend::start) {
      line.push_back({.x = knots[i].x, .y = knots[i].y, .begins = true});
      continue;
    }
    // At an end or a corner the curve has no neighbour: the other one is mirrored, so that it
    // runs along its chord there.
    const Knot &b = knots[i - 1], &c = knots[i];
    const bool opens = b.bend != Bend::smooth;
    const bool closes =
        c.bend == Bend::corner || i + 1 == knots.size() || knots[i + 1].bend == Bend::start;
    const Knot a = opens ? Knot{2 * b.x - c.x, 2 * b.y - c.y} : knots[i - 2];
    const Knot d = closes ? Knot{2 * c.x - b.x, 2 * c.y - b.y} : knots[i + 1];
    for (int j = 1; j <= kPieces; ++j) {
      const double t = static_cast<double>(j) / kPieces;
      line.push_back({.x = spline(t, a.x, b.x, c.x, d.x), .y = spline(t, a.y, b.y, c.y, d.y)});
    }
  }
  return line;
}

/// The hand wobbles slowly along each stroke: waves of 5, 2.5 and 1.7 heights of the digit.
void wobble(Line& line, double variation, Random& random) {
  struct Wave {
    double frequency, x, y, phaseX, phaseY;
  };
  std::array<Wave, 3> waves{};
  double along = 0, lastX = 0, lastY = 0;
  for (Dot& dot : line) {
    if (dot.begins) {
      along = 0;
      lastX = dot.x;
      lastY = dot.y;
      for (std::size_t i = 0; i < waves.size(); ++i) {
        waves[i] = {.frequency = 0.2 * static_cast<double>(i + 1),
                    .x = 0.045 * variation * random.normal(),
                    .y = 0.045 * variation * random.normal(),
                    .phaseX = random.uniform(),
                    .phaseY = random.uniform()};
      }
    }
    const double dx = dot.x - lastX, dy = dot.y - lastY;
    along += std::sqrt(dx * dx + dy * dy);
    lastX = dot.x;
    lastY = dot.y;
    for (const Wave& w : waves) {
      dot.x += w.x * math::sin(kTwoPi * (w.frequency * along + w.phaseX));
      dot.y += w.y * math::sin(kTwoPi * (w.frequency * along + w.phaseY));
    }
  }
}

/// A smooth warp of the plane, then proportions, slant and rotation: one person's hand.
void deform(Line& line, int digit, double variation, Random& random) {
  struct Wave {
    double amplitude, fx, fy, phase;
  };
  std::array<Wave, 4> waves{};  // two shift x, two y
  for (Wave& w : waves) {
    w.amplitude = 0.07 * variation * random.normal();
    const double frequency = random.uniform(1.5, 4.5);  // radians per height
    const double direction = kTwoPi * random.uniform();
    w.fx = frequency * math::cos(direction);
    w.fy = frequency * math::sin(direction);
    w.phase = kTwoPi * random.uniform();
  }
  const double widen = 0.33 * variation * random.normal();  // one side at the other's expense
  const double lower = 0.2 * variation * random.normal();   // the top at the bottom's expense
  // Most people lean to the right, and a 1 leans most freely.
  const double slant = 0.18 + (digit == 1 ? 0.28 : 0.24) * variation * random.normal();
  const double aspect = math::exp(0.14 * variation * random.normal() - 0.02);
  const double angle = 0.11 * variation * random.normal();
  const double c = math::cos(angle), s = math::sin(angle);
  for (Dot& dot : line) {
    double x = dot.x, y = dot.y;
    for (std::size_t i = 0; i < waves.size(); ++i) {
      const Wave& w = waves[i];
      (i % 2 == 0 ? x : y) += w.amplitude * math::sin(w.fx * dot.x + w.fy * dot.y + w.phase);
    }
    x += widen * x * (0.8 - x);
    y += lower * y * (1 - y);
    x = aspect * (x - 0.4) - slant * (y - 0.5);
    y -= 0.5;
    dot.x = c * x - s * y;
    dot.y = s * x + c * y;
  }
}

/// The pen: its width, and a pressure that swells and fades along the way.
void press(Line& line, double variation, Random& random) {
  const double radius = 1.22 * math::exp(0.28 * variation * random.normal());
  const double swell = 0.28 * variation * random.normal();
  const double beats = random.uniform(0.5, 2.5), phase = random.uniform();
  for (std::size_t i = 0; i < line.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(line.size());
    line[i].radius =
        std::clamp(radius * (1 + swell * math::sin(kTwoPi * (beats * t + phase))), 0.6, 2.6);
  }
}

/// Scales and moves the line so that the ink's longer side just fills the box.
void fit(Line& line) {
  constexpr double kFar = std::numeric_limits<double>::max();
  double left = kFar, right = -kFar, top = kFar, bottom = -kFar, radius = 0;
  for (const Dot& dot : line) {
    left = std::min(left, dot.x);
    right = std::max(right, dot.x);
    top = std::min(top, dot.y);
    bottom = std::max(bottom, dot.y);
    radius = std::max(radius, dot.radius);
  }
  const double extent = std::max({right - left, bottom - top, 1e-6});
  const double scale = (kBox - 2 * radius) / extent;
  for (Dot& dot : line) {
    dot.x = kBox / 2.0 + scale * (dot.x - (left + right) / 2);
    dot.y = kBox / 2.0 + scale * (dot.y - (top + bottom) / 2);
  }
}

using Box = std::array<double, kBox * kBox>;

/// The share of ink in each pixel of the box, 0 to 1, from the distance to the ink's outline.
Box rasterise(const Line& line) {
  constexpr double kSoftness = 1.2;  // width of the edge in pixels
  Box distance;                      // signed, negative inside
  distance.fill(kBox);
  const auto pixel = [](double u) {
    return std::clamp(static_cast<int>(std::floor(u)), 0, kBox - 1);
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Dot& b = line[i];
    const Dot& a = b.begins ? b : line[i - 1];
    const double reach = std::max(a.radius, b.radius) + 1;
    const double dx = b.x - a.x, dy = b.y - a.y, dr = b.radius - a.radius;
    const double square = dx * dx + dy * dy;
    const double inverse = square > 0 ? 1 / square : 0;
    const int left = pixel(std::min(a.x, b.x) - reach), right = pixel(std::max(a.x, b.x) + reach);
    const int top = pixel(std::min(a.y, b.y) - reach), bottom = pixel(std::max(a.y, b.y) + reach);
    for (int y = top; y <= bottom; ++y) {
      for (int x = left; x <= right; ++x) {
        const double px = x + 0.5 - a.x, py = y + 0.5 - a.y;
        const double t = std::clamp((px * dx + py * dy) * inverse, 0.0, 1.0);
        const double ex = px - t * dx, ey = py - t * dy;
        double& d = distance[static_cast<std::size_t>(y) * kBox + static_cast<std::size_t>(x)];
        d = std::min(d, std::sqrt(ex * ex + ey * ey) - (a.radius + t * dr));
      }
    }
  }
  for (double& d : distance) d = std::clamp(0.5 - d / kSoftness, 0.0, 1.0);
  return distance;
}

/// Puts the box into the field so that the centre of mass is as near the middle as whole pixels
/// allow.
void place(const Box& box, std::uint8_t* image) {
  double mass = 0, momentX = 0, momentY = 0;
  for (int y = 0; y < kBox; ++y) {
    for (int x = 0; x < kBox; ++x) {
      const double ink = box[static_cast<std::size_t>(y) * kBox + static_cast<std::size_t>(x)];
      mass += ink;
      momentX += ink * (x + 0.5);
      momentY += ink * (y + 0.5);
    }
  }
  const auto offset = [mass](double moment) {
    const double exact = kField / 2.0 - moment / mass;
    return std::clamp(static_cast<int>(std::floor(exact + 0.5)), 0, kField - kBox);
  };
  const int left = offset(momentX), top = offset(momentY);
  for (int y = 0; y < kBox; ++y) {
    for (int x = 0; x < kBox; ++x) {
      const double ink = box[static_cast<std::size_t>(y) * kBox + static_cast<std::size_t>(x)];
      image[(top + y) * kField + left + x] = static_cast<std::uint8_t>(255 * ink + 0.5);
    }
  }
}

void draw(int digit, double variation, Random random, std::uint8_t* image) {
  const Allograph& allograph = chooseAllograph(digit, random);
  Skeleton knots(allograph.knots.begin(), allograph.knots.end());
  // A 0 has no corner and no crossing that would hold its shape: hands differ more.
  const double loose = digit == 0 ? 1.5 * variation : variation;
  jitter(knots, loose, random);
  Line line = flatten(knots);
  wobble(line, loose, random);
  deform(line, digit, variation, random);
  press(line, variation, random);
  fit(line);
  place(rasterise(line), image);
}

void addNoise(double sigma, Random random, std::uint8_t* image) {
  for (int i = 0; i < kField * kField; ++i) {
    const double value = image[i] + 255 * sigma * random.normal();
    image[i] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0) + 0.5);
  }
}

}  // namespace

Result<Dataset> Digits::make(const Sources&, const Random& random) const {
  constexpr std::size_t kPixels = kField * kField;
  const auto count = static_cast<std::size_t>(samples);
  const std::vector<std::int32_t> order = random.fork("labels").permutation(count);
  const Random points = random.fork("points"), grain = random.fork("noise");

  auto pixels = std::make_shared<std::vector<std::uint8_t>>(count * kPixels);
  Dataset data;
  data.targets.resize(1, static_cast<Index>(count));
  for (std::size_t i = 0; i < count; ++i) {
    const int digit = order[i] % kClasses;
    std::uint8_t* image = pixels->data() + i * kPixels;
    draw(digit, variation, points.fork(i), image);
    if (noise > 0) addNoise(noise, grain.fork(i), image);
    data.targets(0, static_cast<Index>(i)) = digit;
  }
  data.inputs.height = kField;
  data.inputs.width = kField;
  data.inputs.channels = 1;
  data.inputs.blocks.push_back({std::move(pixels), 0, static_cast<Index>(count)});
  data.task = {Task::Kind::classes, numberedClasses(kClasses)};
  return data;
}

}  // namespace fallline
