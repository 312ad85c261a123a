#include "sample/family.h"

#include <array>

namespace homevisit::sample {
namespace {

constexpr std::array<unsigned, kFamilyKinds> kKindWeights = {52, 15, 12, 4, 2, 1, 4, 2, 2, 2, 1, 3};

template <class Weights>
std::size_t weighted(Draw& draw, const Weights& weights) {
  std::uint64_t total = 0;
  for (const auto& weight : weights) total += weight;
  std::uint64_t left = draw.below(total);
  std::size_t place = 0;
  while (left >= weights[place]) left -= weights[place++];
  return place;
}

// Adds the adults of one family; what is said of the last one added goes through adult().
class Builder {
 public:
  Builder(Draw& draw, Counters& counters, std::size_t origin,
          std::optional<std::string_view> language)
      : draw_(draw), counters_(counters), language_(language) {
    family_.origin = &origins()[origin];
    name_ = draw.of(family_.origin->families);
    family_.children_name = name_;
    family_.secret_address = "false";
  }

  std::uint32_t home() { return counters_.household++; }

  Adult& parent(Sex sex, std::uint32_t household) {
    Adult& added = add(sex, sex == Sex::female ? "moeder" : "vader", household);
    added.custody = "custody";
    return added;
  }

  // The first carries the family's name, the others often one of their own.
  Adult& add(Sex sex, std::string_view relation, std::uint32_t household) {
    const bool from_elsewhere = !family_.adults.empty() && !language_ && draw_.percent(12);
    const Origin& origin = from_elsewhere ? origins()[draw_origin(draw_)] : *family_.origin;
    const bool own_name = from_elsewhere || (!family_.adults.empty() && draw_.percent(50));
    Adult adult;
    adult.id = counters_.guardian++;
    adult.given_name = draw_.of(sex == Sex::female ? origin.girls : origin.boys);
    adult.family_name = own_name ? std::string(draw_.of(origin.families)) : name_;
    adult.language = language_                            ? *language_
                     : draw_.percent(origin.speaks_other) ? draw_.of(origin.languages)
                                                          : std::string_view("nl");
    adult.secret_address = "false";
    adult.role = "parent";
    adult.relation = relation;
    adult.lives_with = true;
    adult.household = household;
    return family_.adults.emplace_back(std::move(adult));
  }

  Adult& keeper(Sex sex, std::string_view relation, std::uint32_t household) {
    Adult& added = add(sex, relation, household);
    added.role = "guardian";
    return added;
  }

  Sex either() { return draw_.percent(50) ? Sex::female : Sex::male; }
  Family& family() { return family_; }

 private:
  Draw& draw_;
  Counters& counters_;
  std::optional<std::string_view> language_;
  Family family_;
  std::string name_;
};

Sex other(Sex sex) { return sex == Sex::female ? Sex::male : Sex::female; }

void elsewhere(Adult& adult, std::string_view custody) {
  adult.lives_with = false;
  adult.custody = custody;
}

void partner(Builder& build, Sex sex, std::uint32_t household) {
  build.add(sex, sex == Sex::female ? "stiefmoeder" : "stiefvader", household).custody =
      "no-custody";
}

}  // namespace

FamilyKind draw_kind(Draw& draw) { return static_cast<FamilyKind>(weighted(draw, kKindWeights)); }

std::size_t draw_origin(Draw& draw) {
  std::array<unsigned, 64> weights{};
  std::size_t place = 0;
  for (const Origin& origin : origins()) weights[place++] = origin.weight;
  return weighted(draw, weights);
}

Family make_family(Draw& draw, Counters& counters, FamilyKind kind, std::size_t origin,
                   std::optional<std::string_view> language) {
  Builder build(draw, counters, origin, language);
  Family& family = build.family();
  family.kind = kind;
  const std::uint32_t home = build.home();
  switch (kind) {
    case FamilyKind::together: {
      const Sex first = build.either();
      build.parent(first, home);
      build.parent(draw.percent(6) ? first : other(first), home);
      break;
    }
    case FamilyKind::two_homes: {
      const Sex first = build.either();
      build.parent(first, home);
      build.parent(other(first), build.home());
      break;
    }
    case FamilyKind::one_parent:
      build.parent(draw.percent(75) ? Sex::female : Sex::male, home);
      break;
    case FamilyKind::without_custody: {
      const Sex first = draw.percent(80) ? Sex::female : Sex::male;
      build.parent(first, home);
      elsewhere(build.parent(other(first), build.home()), "no-custody");
      break;
    }
    case FamilyKind::not_informed: {
      const Sex first = build.either();
      build.parent(first, home).secret_address = "true";
      Adult& away = build.parent(other(first), 0);
      elsewhere(away, "no-custody");
      away.not_informed = true;
      away.secret_address = "";
      family.secret_address = "true";
      break;
    }
    case FamilyKind::secret_address: {
      const Sex first = build.either();
      build.parent(first, home).secret_address = "true";
      elsewhere(build.parent(other(first), build.home()), "custody");
      family.secret_address = "true";
      break;
    }
    case FamilyKind::step_family: {
      const Sex first = build.either();
      build.parent(first, home);
      const std::uint32_t second_home = build.home();
      build.parent(other(first), second_home);
      partner(build, other(first), home);
      break;
    }
    case FamilyKind::four_guardians: {
      const Sex first = build.either();
      build.parent(first, home);
      const std::uint32_t second_home = build.home();
      build.parent(other(first), second_home);
      partner(build, other(first), home);
      partner(build, first, second_home);
      break;
    }
    case FamilyKind::foster: {
      build.keeper(Sex::female, "pleegouder", home).custody = "no-custody";
      build.keeper(Sex::male, "pleegouder", home).custody = "no-custody";
      // A foster child keeps the parents' name, and as a rule they keep custody.
      Adult& mother = build.parent(Sex::female, build.home());
      elsewhere(mother, "custody");
      family.children_name = mother.family_name;
      break;
    }
    case FamilyKind::grandmother:
      build.keeper(Sex::female, "oma", home).custody = "custody";
      if (draw.percent(50)) elsewhere(build.parent(Sex::female, build.home()), "no-custody");
      break;
    case FamilyKind::relative:
      build.keeper(Sex::female, "tante, voogd", home).custody = "custody";
      break;
    case FamilyKind::little_known:
      for (Sex sex : {Sex::female, Sex::male}) {
        Adult& adult = build.parent(sex, 0);
        elsewhere(adult, "");
        adult.secret_address = "";
      }
      family.secret_address = "";
      break;
  }
  return std::move(family);
}

}  // namespace homevisit::sample
