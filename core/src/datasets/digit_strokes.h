// The skeletons of the digits: how a pen moves when it writes them.
//
// They were drawn by hand after the common ways to write a digit; which ones are here, and how
// often they are chosen, was settled by hand too, by what a network misread. x runs to the right, y
// down; a digit is about 1 high. Through the knots of a stroke runs a smooth curve (Catmull and Rom
// 1974) that breaks at corners.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace fallline::detail {

enum class Bend : std::uint8_t {
  smooth,  ///< the curve passes through
  corner,  ///< the curve breaks here
  start,   ///< the pen goes down here: a new stroke
};

struct Knot {
  double x, y;
  Bend bend = Bend::smooth;
};

/// One way to write a digit, and how common it is among the ways to write that digit.
struct Allograph {
  int digit;
  double weight;
  std::span<const Knot> knots;  ///< the first starts a stroke, and each stroke has at least two
};

namespace strokes {

inline constexpr Bend S = Bend::start, C = Bend::corner;

// 0: rounds that close, overlap, curl in or stay open.
inline constexpr Knot zeroRound[] = {{.52, .02, S}, {.28, .1},  {.08, .35}, {.06, .66}, {.28, .96},
                                     {.6, .92},     {.83, .62}, {.8, .25},  {.6, .04},  {.44, .03}};
inline constexpr Knot zeroTail[] = {{.66, .1, S}, {.4, .02}, {.12, .25}, {.05, .65}, {.25, .97},
                                    {.6, .9},     {.8, .55}, {.72, .2},  {.5, .04},  {.33, .16}};
inline constexpr Knot zeroOpen[] = {{.25, .12, S}, {.5, 0},    {.78, .2}, {.82, .6}, {.58, .95},
                                    {.25, .95},    {.06, .65}, {.1, .3},  {.33, .06}};
inline constexpr Knot zeroOverlap[] = {{.4, .1, S}, {.2, .25}, {.06, .6},  {.2, .95},  {.5, .95},
                                       {.78, .65},  {.82, .3}, {.62, .04}, {.36, .06}, {.22, .26}};
inline constexpr Knot zeroLean[] = {{.6, 0, S}, {.3, .15}, {.1, .5},   {.12, .88}, {.36, .98},
                                    {.64, .75}, {.8, .35}, {.72, .06}, {.52, .03}};
inline constexpr Knot zeroLoop[] = {{.36, .2, S}, {.5, .1},   {.68, .04}, {.5, 0},   {.24, .16},
                                    {.06, .55},   {.16, .92}, {.48, .98}, {.74, .7}, {.82, .3},
                                    {.7, .06},    {.54, .02}, {.4, .1}};
inline constexpr Knot zeroInside[] = {{.52, .24, S}, {.44, .08}, {.26, .1}, {.08, .4},
                                      {.08, .75},    {.3, .99},  {.6, .92}, {.8, .6},
                                      {.78, .24},    {.58, .04}, {.34, .05}};

// 1: a line, with a flag, with a flag and a foot.
inline constexpr Knot oneLine[] = {{.5, 0, S}, {.5, .5}, {.5, 1}};
inline constexpr Knot oneFlag[] = {{.32, .2, S}, {.42, .12}, {.52, 0, C}, {.52, .5}, {.52, 1}};
inline constexpr Knot oneFoot[] = {{.28, .22, S}, {.4, .14},  {.52, 0, C}, {.52, .5},
                                   {.52, 1},      {.2, 1, S}, {.5, .99},   {.85, .98}};

// 2: flat, looped, angular or wavy feet; hooked and short.
inline constexpr Knot twoFlat[] = {{.1, .22, S}, {.27, .05}, {.52, 0},      {.74, .12}, {.74, .35},
                                   {.5, .66},    {.24, .86}, {.06, .97, C}, {.45, .95}, {.9, .97}};
inline constexpr Knot twoLoop[] = {{.12, .2, S}, {.32, .03}, {.58, .02}, {.74, .2},
                                   {.64, .5},    {.4, .8},   {.16, .97}, {.02, .9},
                                   {.12, .77},   {.36, .82}, {.6, .95},  {.92, .9}};
inline constexpr Knot twoAngular[] = {{.08, .08, S}, {.4, .03},     {.78, .05}, {.62, .35},
                                      {.32, .68},    {.04, .96, C}, {.45, .95}, {.9, .93}};
inline constexpr Knot twoSwan[] = {{.18, .3, S}, {.25, .08}, {.5, 0},   {.72, .15},
                                   {.66, .45},   {.38, .78}, {.1, .93}, {.2, .88},
                                   {.5, .93},    {.75, 1},   {.95, .92}};
inline constexpr Knot twoBigLoop[] = {{.14, .22, S}, {.34, .04}, {.62, .02}, {.76, .2},
                                      {.62, .52},    {.36, .84}, {.12, 1},   {0, .88},
                                      {.1, .7},      {.32, .7},  {.56, .88}, {.98, .86}};
inline constexpr Knot twoHook[] = {{.22, .32, S}, {.14, .16},   {.36, 0}, {.66, .06}, {.7, .3},
                                   {.46, .62},    {.1, .94, C}, {.4, .9}, {.7, .96}};
inline constexpr Knot twoShort[] = {{.1, .15, S}, {.4, 0},     {.64, .16}, {.56, .46},
                                    {.36, .76},   {.14, 1, C}, {.44, .98}, {.66, .94}};

// 3: with a cusp, a flat top, a small loop or a soft waist; bows of all sizes.
inline constexpr Knot threeRound[] = {{.15, .12, S}, {.42, 0},   {.68, .12}, {.62, .34},
                                      {.36, .46, C}, {.66, .55}, {.76, .76}, {.55, .97},
                                      {.25, .99},    {.04, .9}};
inline constexpr Knot threeFlat[] = {{.1, .06, S}, {.42, .04}, {.76, .03, C}, {.56, .22},
                                     {.38, .4, C}, {.66, .48}, {.78, .72},    {.55, .96},
                                     {.28, 1},     {.05, .92}};
inline constexpr Knot threeLoop[] = {{.16, .14, S}, {.42, .01}, {.68, .1},  {.62, .34},
                                     {.42, .47},    {.3, .46},  {.4, .42},  {.64, .54},
                                     {.74, .76},    {.52, .97}, {.24, .98}, {.06, .88}};
inline constexpr Knot threeSoft[] = {{.12, .1, S}, {.44, .01}, {.7, .14},  {.62, .36}, {.48, .47},
                                     {.64, .56},   {.76, .76}, {.54, .97}, {.22, .98}, {.02, .86}};
inline constexpr Knot threeTail[] = {{.25, .1, S}, {.55, 0},      {.78, .12},
                                     {.66, .32},   {.42, .42, C}, {.66, .52},
                                     {.66, .72},   {.4, .9},      {.02, 1}};
inline constexpr Knot threeSmallTop[] = {{.2, .1, S},  {.42, 0},   {.6, .12},  {.5, .3},
                                         {.3, .36, C}, {.66, .44}, {.84, .68}, {.62, .95},
                                         {.28, 1},     {.04, .84}};
inline constexpr Knot threeBigTop[] = {{.08, .18, S}, {.4, 0},      {.78, .1},
                                       {.76, .36},    {.4, .54, C}, {.62, .6},
                                       {.68, .78},    {.46, .98},   {.14, .98}};
inline constexpr Knot threeCurled[] = {{.2, .24, S}, {.3, .04},  {.62, .02}, {.72, .24},
                                       {.42, .46},   {.72, .62}, {.72, .88}, {.4, 1},
                                       {.14, .86},   {.16, .74}};

// 4: open and closed, round and square, in one stroke and two.
inline constexpr Knot fourOpen[] = {{.2, .04, S}, {.14, .25},    {.06, .5, C}, {.4, .52},
                                    {.82, .46},   {.72, .02, S}, {.66, .5},    {.6, 1}};
inline constexpr Knot fourRound[] = {{.14, .06, S}, {.07, .3},     {.16, .5},  {.42, .5},
                                     {.68, .38},    {.76, .02, S}, {.71, .45}, {.66, 1}};
inline constexpr Knot fourClosed[] = {{.62, .02, S}, {.32, .34},    {.02, .66, C}, {.45, .66},
                                      {.88, .64},    {.62, .02, S}, {.6, .5},      {.58, 1}};
inline constexpr Knot fourShort[] = {{.36, .02, S}, {.2, .28},     {.04, .55, C}, {.4, .53},
                                     {.88, .47},    {.66, .26, S}, {.6, .6},      {.52, 1}};
inline constexpr Knot fourBolt[] = {{.16, .04, S}, {.1, .26},     {.12, .46}, {.34, .52},
                                    {.62, .4},     {.76, .06, C}, {.7, .5},   {.62, 1}};
inline constexpr Knot fourNarrowTop[] = {{.6, .04, S}, {.24, .22},    {.1, .46}, {.3, .54},
                                         {.62, .46},   {.66, .06, S}, {.64, .5}, {.58, 1}};
inline constexpr Knot fourWide[] = {{.3, 0, S}, {.16, .25},   {.02, .5, C}, {.5, .49},
                                    {.98, .46}, {.64, .2, S}, {.6, .6},     {.56, 1}};
inline constexpr Knot fourSquare[] = {{.08, .05, S}, {.06, .28},  {.08, .52, C}, {.4, .52},
                                      {.74, .5},     {.76, 0, S}, {.74, .5},     {.74, 1}};

// 5: with the bar as a stroke of its own, in one stroke, or like an S.
inline constexpr Knot fiveBar[] = {{.26, .06, S}, {.22, .24}, {.18, .44, C}, {.46, .4},
                                   {.72, .56},    {.7, .82},  {.4, .99},     {.06, .92},
                                   {.26, .06, S}, {.5, .05},  {.84, .02}};
inline constexpr Knot fiveStroke[] = {{.88, .03, S}, {.58, .05}, {.3, .08, C}, {.24, .25},
                                      {.18, .44, C}, {.5, .42},  {.72, .6},    {.66, .86},
                                      {.38, .99},    {.04, .94}};
inline constexpr Knot fiveSoft[] = {{.86, .03, S}, {.52, .06}, {.28, .2},  {.32, .42}, {.58, .54},
                                    {.68, .74},    {.5, .95},  {.24, .99}, {.04, .9}};
inline constexpr Knot fiveLong[] = {{.98, .02, S}, {.66, .06}, {.38, .12, C}, {.32, .3},
                                    {.26, .44, C}, {.5, .44},  {.62, .6},     {.5, .84},
                                    {.26, .97},    {.02, .94}};
inline constexpr Knot fiveBelly[] = {{.22, .08, S}, {.2, .18}, {.18, .3, C}, {.46, .24},
                                     {.78, .42},    {.8, .76}, {.46, 1},     {.04, .9},
                                     {.22, .08, S}, {.5, .06}, {.84, .02}};
inline constexpr Knot fiveCurled[] = {{.86, .02, S}, {.58, .05}, {.28, .08, C}, {.24, .25},
                                      {.2, .44, C},  {.5, .42},  {.74, .6},     {.68, .88},
                                      {.38, 1},      {.1, .92},  {.1, .78}};
inline constexpr Knot fiveLow[] = {{.72, 0, S}, {.54, .02}, {.36, .06, C}, {.3, .3}, {.22, .5, C},
                                   {.46, .48},  {.6, .66},  {.42, .92},    {0, .98}};
inline constexpr Knot fiveApart[] = {{.26, .1, S},  {.22, .28}, {.18, .46, C}, {.46, .42},
                                     {.7, .6},      {.64, .86}, {.36, 1},      {.04, .92},
                                     {.34, .07, S}, {.6, .04},  {.94, 0}};

// 6: bowed, straight and hooked stems; slim to flat loops.
inline constexpr Knot sixBow[] = {{.64, .02, S}, {.34, .22}, {.12, .55}, {.12, .84}, {.36, 1},
                                  {.64, .9},     {.7, .68},  {.48, .55}, {.24, .65}, {.12, .82}};
inline constexpr Knot sixStraight[] = {{.46, 0, S}, {.28, .3}, {.12, .65}, {.16, .92}, {.4, 1},
                                       {.62, .88},  {.6, .68}, {.38, .6},  {.18, .74}};
inline constexpr Knot sixLarge[] = {{.62, 0, S}, {.28, .2},  {.06, .58}, {.12, .88}, {.42, 1},
                                    {.7, .88},   {.72, .66}, {.52, .5},  {.26, .58}, {.1, .76}};
inline constexpr Knot sixFlat[] = {{.4, .02, S}, {.18, .3}, {.06, .7}, {.24, .98}, {.58, .98},
                                   {.86, .82},   {.8, .62}, {.54, .6}, {.3, .76},  {.2, .92}};
inline constexpr Knot sixSlim[] = {{.7, 0, S}, {.4, .3},   {.2, .65},  {.2, .92}, {.4, 1},
                                   {.58, .84}, {.52, .64}, {.34, .68}, {.22, .86}};
inline constexpr Knot sixRound[] = {{.5, 0, S}, {.16, .3}, {.06, .7},  {.3, 1},  {.68, .9},
                                    {.78, .66}, {.58, .5}, {.28, .56}, {.1, .74}};
inline constexpr Knot sixUpright[] = {{.16, 0, S}, {.12, .4},  {.12, .8},  {.36, 1},
                                      {.68, .88},  {.68, .62}, {.42, .52}, {.16, .7}};
inline constexpr Knot sixHook[] = {{.78, .12, S}, {.6, 0},    {.3, .16}, {.1, .55},  {.12, .86},
                                   {.4, 1},       {.68, .88}, {.7, .66}, {.46, .55}, {.2, .7}};

// 7: plain, barred, with a serif or hook, bent.
inline constexpr Knot sevenPlain[] = {{.06, .08, S}, {.4, .07}, {.8, .05, C}, {.58, .46}, {.4, 1}};
inline constexpr Knot sevenBar[] = {{.08, .07, S}, {.44, .06},    {.82, .04, C}, {.58, .48},
                                    {.36, 1},      {.24, .52, S}, {.5, .5},      {.8, .47}};
inline constexpr Knot sevenSerif[] = {{.06, .26, S}, {.09, .1, C}, {.44, .08},
                                      {.82, .04, C}, {.6, .45},    {.46, 1}};
inline constexpr Knot sevenBent[] = {{.06, .16, S}, {.32, .03}, {.66, .06},
                                     {.76, .24},    {.66, .55}, {.5, 1}};
inline constexpr Knot sevenHook[] = {{.06, .34, S}, {.1, .08, C}, {.46, .08},
                                     {.78, .06, C}, {.68, .5},    {.6, 1}};
inline constexpr Knot sevenUpright[] = {{.1, .1, S}, {.4, .08}, {.66, .06, C}, {.62, .5}, {.58, 1}};
inline constexpr Knot sevenWave[] = {{.04, .2, S},  {.14, .06}, {.36, .14}, {.58, .12},
                                     {.84, .02, C}, {.58, .45}, {.4, 1}};
inline constexpr Knot sevenArc[] = {{.04, .1, S}, {.4, .1},  {.84, .02, C},
                                    {.5, .35},    {.34, .7}, {.32, 1}};

// 8: in one stroke either way, as two circles, open at the top, with unequal loops.
inline constexpr Knot eightStroke[] = {{.7, .14, S}, {.46, .01}, {.2, .14}, {.3, .36},
                                       {.56, .56},   {.68, .8},  {.42, 1},  {.14, .84},
                                       {.28, .58},   {.54, .4},  {.72, .14}};
inline constexpr Knot eightCircles[] = {
    {.46, .46, S}, {.22, .3}, {.3, .06}, {.58, .04}, {.7, .26}, {.46, .46}, {.46, .46, S},
    {.16, .66},    {.2, .92}, {.48, 1},  {.74, .88}, {.7, .62}, {.44, .46}};
inline constexpr Knot eightOpen[] = {{.8, .04, S}, {.44, .04}, {.2, .18}, {.34, .4},
                                     {.58, .6},    {.62, .84}, {.36, 1},  {.14, .84},
                                     {.28, .6},    {.56, .36}, {.86, .1}};
inline constexpr Knot eightSlim[] = {{.66, .12, S}, {.44, 0},   {.24, .14}, {.34, .36},
                                     {.52, .58},    {.54, .84}, {.38, 1},   {.26, .86},
                                     {.36, .6},     {.58, .36}, {.68, .12}};
inline constexpr Knot eightBigTop[] = {{.78, .16, S}, {.54, 0},   {.24, .1}, {.22, .3},
                                       {.44, .48},    {.56, .72}, {.4, .98}, {.18, .92},
                                       {.24, .68},    {.5, .46},  {.76, .24}};
inline constexpr Knot eightBigFoot[] = {{.6, .12, S}, {.44, 0},   {.26, .1}, {.28, .28},
                                        {.54, .46},   {.78, .72}, {.54, 1},  {.14, .92},
                                        {.12, .66},   {.42, .42}, {.6, .2}};
inline constexpr Knot eightMirrored[] = {{.2, .12, S}, {.46, 0},  {.7, .14}, {.6, .36},
                                         {.3, .58},    {.16, .8}, {.42, 1},  {.7, .84},
                                         {.58, .6},    {.3, .4},  {.18, .14}};

// 9: straight, bent and curling stems; slim to large loops.
inline constexpr Knot nineStraight[] = {{.68, .14, S}, {.44, .02}, {.16, .16}, {.12, .4},
                                        {.34, .52},    {.6, .36},  {.72, .12}, {.68, .4},
                                        {.6, .7},      {.54, 1}};
inline constexpr Knot nineCorner[] = {{.66, .08, S}, {.36, .04},   {.12, .24}, {.2, .44},
                                      {.46, .42},    {.68, .1, C}, {.6, .55},  {.5, 1}};
inline constexpr Knot nineCurl[] = {{.7, .2, S}, {.5, .02},  {.2, .1},  {.1, .34},
                                    {.32, .5},   {.6, .38},  {.72, .2}, {.76, .5},
                                    {.64, .86},  {.38, .99}, {.12, .92}};
inline constexpr Knot nineRound[] = {{.64, .1, S}, {.38, 0},   {.1, .18}, {.14, .42}, {.4, .48},
                                     {.66, .3},    {.68, .14}, {.68, .5}, {.66, 1}};
inline constexpr Knot nineSlim[] = {{.66, .08, S}, {.42, 0},   {.18, .18}, {.22, .42},
                                    {.46, .42},    {.66, .14}, {.6, .5},   {.42, 1}};
inline constexpr Knot nineFlat[] = {{.76, .06, S}, {.36, .04},   {.08, .26}, {.22, .46},
                                    {.52, .38},    {.74, .1, C}, {.64, .5},  {.58, 1}};
inline constexpr Knot nineBigLoop[] = {{.66, .1, S}, {.38, 0},   {.08, .2}, {.1, .5}, {.36, .62},
                                       {.64, .46},   {.68, .16}, {.68, .6}, {.66, 1}};
inline constexpr Knot nineApart[] = {{.66, .06, S}, {.36, .02}, {.1, .2},
                                     {.16, .44},    {.42, .46}, {.66, .26},
                                     {.68, .02, S}, {.66, .5},  {.6, 1}};

inline constexpr std::array all{
    Allograph{0, 3, zeroRound},      Allograph{0, 2, zeroTail},      Allograph{0, 1, zeroOpen},
    Allograph{0, 1, zeroOverlap},    Allograph{0, 2, zeroLean},      Allograph{0, 2, zeroLoop},
    Allograph{0, 2, zeroInside},     Allograph{1, 8, oneLine},       Allograph{1, 1, oneFlag},
    Allograph{1, .5, oneFoot},       Allograph{2, 3, twoFlat},       Allograph{2, 3, twoLoop},
    Allograph{2, 2, twoAngular},     Allograph{2, 1, twoSwan},       Allograph{2, 2, twoBigLoop},
    Allograph{2, 1, twoHook},        Allograph{2, 1, twoShort},      Allograph{3, 3, threeRound},
    Allograph{3, 1, threeFlat},      Allograph{3, 1, threeLoop},     Allograph{3, 2, threeSoft},
    Allograph{3, 2, threeTail},      Allograph{3, 1, threeSmallTop}, Allograph{3, 2, threeBigTop},
    Allograph{3, 1, threeCurled},    Allograph{4, 4, fourOpen},      Allograph{4, 2, fourRound},
    Allograph{4, 1, fourClosed},     Allograph{4, 2, fourShort},     Allograph{4, 1, fourBolt},
    Allograph{4, 1, fourNarrowTop},  Allograph{4, 1, fourWide},      Allograph{4, 1, fourSquare},
    Allograph{5, 3, fiveBar},        Allograph{5, 3, fiveStroke},    Allograph{5, 1, fiveSoft},
    Allograph{5, 2, fiveLong},       Allograph{5, 2, fiveBelly},     Allograph{5, 1, fiveCurled},
    Allograph{5, 1, fiveLow},        Allograph{5, 2, fiveApart},     Allograph{6, 3, sixBow},
    Allograph{6, 3, sixStraight},    Allograph{6, 1, sixLarge},      Allograph{6, 1, sixFlat},
    Allograph{6, 2, sixSlim},        Allograph{6, .5, sixRound},     Allograph{6, 1, sixUpright},
    Allograph{6, 1, sixHook},        Allograph{7, 4, sevenPlain},    Allograph{7, 1.5, sevenBar},
    Allograph{7, 1, sevenSerif},     Allograph{7, 2, sevenBent},     Allograph{7, 2, sevenHook},
    Allograph{7, 1.5, sevenUpright}, Allograph{7, 1, sevenWave},     Allograph{7, 1, sevenArc},
    Allograph{8, 4, eightStroke},    Allograph{8, 1, eightCircles},  Allograph{8, 1, eightOpen},
    Allograph{8, 3, eightSlim},      Allograph{8, 2, eightBigTop},   Allograph{8, 1, eightBigFoot},
    Allograph{8, 1, eightMirrored},  Allograph{9, 3, nineStraight},  Allograph{9, 2, nineCorner},
    Allograph{9, 1, nineCurl},       Allograph{9, 2, nineRound},     Allograph{9, 1, nineSlim},
    Allograph{9, 1.5, nineFlat},     Allograph{9, 1, nineBigLoop},   Allograph{9, 1, nineApart},
};

}  // namespace strokes
}  // namespace fallline::detail
