// Who is still, or again, the same child; and who is not.
#include "sync/identity.h"

#include <gmock/gmock.h>

namespace homevisit::sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Student student(const char* id, const char* given, const char* family, const char* birth,
                const char* official = "") {
  Student s;
  s.id = id;
  s.given_name = given;
  s.family_name = family;
  s.birth_date = parse_date(birth);
  s.official_name = official;
  return s;
}

Guardian guardian(const char* id, const char* given, const char* family,
                  const char* relation = "") {
  Guardian g;
  g.id = id;
  g.given_name = given;
  g.family_name = family;
  g.relation = relation;
  return g;
}

const std::vector<Guardian> mother = {guardian("g1", "Sanne", "Visser", "moeder")};
const Identity noor =
    identity_of(student("s1", "Noor", "Visser", "2013-03-01", "Eleonora Maria"), mother);

bool still(const Student& now, const std::vector<Guardian>& guardians = mother) {
  return is_still(compare(noor, now, guardians));
}
Link link(const Student& now, const std::vector<Guardian>& guardians = mother, bool came = true) {
  return link_of(compare(noor, now, guardians), came);
}

TEST(Identity, GoesThroughItsTextUnchanged) {
  Identity identity = noor;
  identity.others = {"s7"};
  identity.left = true;
  const auto read = read_identity(write_identity(identity));
  ASSERT_TRUE(read);
  EXPECT_EQ(write_identity(*read), write_identity(identity));
  EXPECT_EQ(read->guardians[0].name, "Sanne Visser");
}

TEST(SameId, IsTheSameChildThoughOneThingWasPutRight) {
  EXPECT_TRUE(still(student("s1", "Noor", "Visser", "2013-03-01")));
  EXPECT_TRUE(still(student("s1", "NOOR", "visser ", "2013-03-01")));
  EXPECT_TRUE(still(student("s1", "Eleonora Maria", "Visser", "2013-03-01")));
  EXPECT_TRUE(still(student("s1", "Noor", "Visser", "")));
  EXPECT_TRUE(still(student("s1", "Noor", "Visser", "2013-01-03")));
  EXPECT_TRUE(still(student("s1", "Noor", "de Boer", "2013-03-01")));
  EXPECT_TRUE(still(student("s1", "Noor", "Visser", "2013-03-01"), {}));
}

TEST(SameId, IsAnotherChildWhereMoreDiffers) {
  EXPECT_FALSE(still(student("s1", "Daan", "Mulder", "2014-05-06"), {}));
  EXPECT_FALSE(still(student("s1", "Noor", "Mulder", "2014-05-06")));
  EXPECT_FALSE(still(student("s1", "Noor", "Mulder", "2013-03-01"), {}));
  EXPECT_FALSE(still(student("s1", "Noor", "Visser", "2014-05-06"), {})) << "a namesake";
  EXPECT_FALSE(still(student("s1", "", "", ""))) << "a row without a name";
}

TEST(SameId, TwinsAreTwo) {
  EXPECT_FALSE(still(student("s1", "Bram", "Visser", "2013-03-01")));
  EXPECT_EQ(link(student("s2", "Bram", "Visser", "2013-03-01")), Link::faint);
  EXPECT_EQ(link(student("s2", "Bram", "Visser", "2013-03-01"), mother, false), Link::none)
      << "the twin who stays";
}

TEST(NewId, IsCertainOnlyWithNamesBirthDateAndAGuardian) {
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01")), Link::certain);
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01", "Eleonora Maria")), Link::certain);
  EXPECT_EQ(link(student("s2", "Nóór", "VISSER", "2013-03-01")), Link::certain);
}

TEST(NewId, IsADoubtWhereOneOfThemIsMissing) {
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01"), {}), Link::doubt);
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01"), {guardian("g1", "Mark", "Bos")}),
            Link::doubt)
      << "a guardian's id alone says nothing";
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "")), Link::doubt);
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-01-03")), Link::doubt);
  EXPECT_EQ(link(student("s2", "Noor", "de Boer", "2013-03-01")), Link::faint);
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01", "Noortje")), Link::doubt)
      << "official names that contradict each other";
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2013-03-01"), mother, false), Link::doubt)
      << "it was there before";
}

TEST(NewId, ANamesakeIsNobody) {
  EXPECT_EQ(link(student("s2", "Noor", "Visser", "2014-05-06"), {}), Link::none);
  EXPECT_EQ(link(student("s2", "Noor", "Mulder", "2013-03-01"), {}), Link::none);
  EXPECT_EQ(link(student("s2", "Daan", "Mulder", "2013-03-01")), Link::none);
}

TEST(GuardiansIds, FollowTheirNames) {
  const auto ids = match_guardians(noor, {guardian("g9", "SANNE", "Visser", "mother")});
  EXPECT_THAT(ids.changed, ElementsAre(Pair("g1", "g9")));
  EXPECT_THAT(ids.lost, IsEmpty());
}

TEST(GuardiansIds, AreToldApartByTheRelationAndNotGuessed) {
  const Identity two = identity_of(
      student("s1", "Noor", "Visser", ""),
      {guardian("g1", "Ali", "Can", "vader"), guardian("g2", "Ali", "Can", "grootvader")});
  const auto told = match_guardians(
      two, {guardian("h1", "Ali", "Can", "grootvader"), guardian("h2", "Ali", "Can", "vader")});
  EXPECT_THAT(told.changed, ElementsAre(Pair("g1", "h2"), Pair("g2", "h1")));
  const auto not_told =
      match_guardians(two, {guardian("h1", "Ali", "Can"), guardian("h2", "Ali", "Can")});
  EXPECT_THAT(not_told.changed, IsEmpty());
  EXPECT_THAT(not_told.lost, ElementsAre("g1", "g2"));
  EXPECT_THAT(not_told.fresh, ElementsAre("h1", "h2"));
}

TEST(GuardiansIds, MayChangePlaces) {
  const Identity two =
      identity_of(student("s1", "Noor", "Visser", ""),
                  {guardian("g1", "Sanne", "Visser"), guardian("g2", "Mark", "de Boer")});
  const auto ids =
      match_guardians(two, {guardian("g1", "Mark", "de Boer"), guardian("g2", "Sanne", "Visser")});
  EXPECT_THAT(ids.changed, ElementsAre(Pair("g1", "g2"), Pair("g2", "g1")));
}

TEST(GuardiansIds, AnotherNameUnderTheSameIdIsTheSameGuardian) {
  const auto ids = match_guardians(noor, {guardian("g1", "Sanne", "de Boer")});
  EXPECT_THAT(ids.changed, IsEmpty());
  EXPECT_THAT(ids.lost, IsEmpty());
  EXPECT_THAT(ids.fresh, IsEmpty());
}

TEST(GuardiansIds, WhoIsGoneWhileAnotherCameIsAQuestion) {
  const auto ids = match_guardians(noor, {guardian("g9", "Sanne", "de Boer")});
  EXPECT_THAT(ids.lost, ElementsAre("g1"));
  EXPECT_THAT(ids.fresh, ElementsAre("g9"));
}

}  // namespace
}  // namespace homevisit::sync
