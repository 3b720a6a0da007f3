// The claims of lessons that say that they take long.
#include "support/lessons.h"

namespace fallline::testing {

TEST_P(LessonClaims, HoldsAndItsInverseDoesNot) { holds(); }

INSTANTIATE_TEST_SUITE_P(Lessons, LessonClaims,
                         ::testing::ValuesIn(claimsOf(lessonFolders(), true)), nameOfCase);

}  // namespace fallline::testing
