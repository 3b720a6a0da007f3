// The data of every drawn source at its defaults and seed 1, as one number each: the same from
// every compiler. A change here changes what every saved experiment means.
#include "fallline/datasets/catlike.h"
#include "fallline/datasets/circle.h"
#include "fallline/datasets/franke.h"
#include "fallline/datasets/gauss.h"
#include "fallline/datasets/gaussians_3d.h"
#include "fallline/datasets/hills.h"
#include "fallline/datasets/moons.h"
#include "fallline/datasets/plane.h"
#include "fallline/datasets/sine.h"
#include "fallline/datasets/spiral.h"
#include "fallline/datasets/three_points.h"
#include "fallline/datasets/xor.h"
#include "support/dataset_checks.h"

namespace fallline {
namespace {

using test::hashOf;
using test::made;

// The noisy sources whose default is no noise get some, so that it is looked at, too.
TEST(DatasetGoldenTest, Franke) { EXPECT_EQ(hashOf(made(Franke{})), 0x0e2f352740040ffcu); }
TEST(DatasetGoldenTest, ThreePoints) {
  EXPECT_EQ(hashOf(made(ThreePoints{})), 0x5f0f2e01abc89ec7u);
}
TEST(DatasetGoldenTest, Gaussians3d) {
  EXPECT_EQ(hashOf(made(Gaussians3d{})), 0x08926b10760677f2u);
}
TEST(DatasetGoldenTest, Circle) {
  EXPECT_EQ(hashOf(made(Circle{.noise = 0.1})), 0x680600cf6cf653f9u);
}
TEST(DatasetGoldenTest, Xor) { EXPECT_EQ(hashOf(made(Xor{.noise = 0.1})), 0xe5b7b2b5cc7359f6u); }
TEST(DatasetGoldenTest, Gauss) { EXPECT_EQ(hashOf(made(Gauss{})), 0xfddf409c836dba4du); }
TEST(DatasetGoldenTest, Spiral) { EXPECT_EQ(hashOf(made(Spiral{})), 0x0ab04a933680de79u); }
TEST(DatasetGoldenTest, SpiralOfFiveArms) {
  EXPECT_EQ(hashOf(made(Spiral{.classes = 5})), 0xbf84721a372229ddu);
}
TEST(DatasetGoldenTest, Moons) { EXPECT_EQ(hashOf(made(Moons{})), 0x97b7bdb5f2d2c4bfu); }
TEST(DatasetGoldenTest, Plane) {
  EXPECT_EQ(hashOf(made(Plane{.noise = 0.1})), 0x04bbb54823859629u);
}
TEST(DatasetGoldenTest, Hills) {
  EXPECT_EQ(hashOf(made(Hills{.noise = 0.1})), 0x2b5f7e5c86fa45adu);
}
TEST(DatasetGoldenTest, Sine) { EXPECT_EQ(hashOf(made(Sine{})), 0xb0859df58c1b274fu); }
TEST(DatasetGoldenTest, Catlike) { EXPECT_EQ(hashOf(made(Catlike{})), 0xb75ccd64ec7e88c0u); }

}  // namespace
}  // namespace fallline
