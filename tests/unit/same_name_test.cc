// Who may be meant by a name that somebody typed (R45).
#include "domain/same_name.h"

#include <gtest/gtest.h>

namespace homevisit {
namespace {

Student student(const char* given, const char* family, const char* official = "") {
  Student one;
  one.given_name = given;
  one.family_name = family;
  one.official_name = official;
  return one;
}

TEST(SameName, R45_AccentsCaseAndSpacesMakeNoDifference) {
  const Student zeynep = student("Zeynep", "Y\u0131lmaz-\u00d6zt\u00fcrk");
  for (const char* typed : {"Zeynep Y\u0131lmaz-\u00d6zt\u00fcrk", "zeynep yilmaz ozturk",
                            " ZEYNEP  YILMAZ \u00d6ZT\u00dcRK ", "Zeynep Y\u0131lmaz\u00f6zturk"})
    EXPECT_TRUE(is_called(zeynep, typed)) << typed;
  EXPECT_TRUE(is_called(student("\u0141ukasz", "S\u00f8rensen"), "Lukasz Sorensen"));
  for (const char* typed : {"", " ", "Zeynep", "Yilmaz", "Zeynep Yilmaz", "Zeynep Ozturk Yilmaz"})
    EXPECT_FALSE(is_called(zeynep, typed)) << typed;
}

TEST(SameName, R45_InTheFamilyTheGivenNameAloneIsEnough) {
  const Student noor = student("Noor", "de Wit", "Eleonora Maria");
  EXPECT_TRUE(may_be_called(noor, "noor"));
  EXPECT_TRUE(may_be_called(noor, "Eleonora"));
  EXPECT_FALSE(may_be_called(noor, "Maria"));
  EXPECT_FALSE(may_be_called(noor, ""));
  EXPECT_FALSE(is_called(noor, "Noor"));
  EXPECT_TRUE(is_called(noor, "Eleonora de Wit"));
}

TEST(SameName, R45_OfANamelessGuardianNobodyIsCalled) {
  EXPECT_FALSE(is_called(Guardian{}, ""));
  Guardian guardian;
  guardian.given_name = "No\u00ebl";
  EXPECT_TRUE(is_called(guardian, "NOEL"));
}

}  // namespace
}  // namespace homevisit
