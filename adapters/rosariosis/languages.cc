// Languages as schools write them into RosarioSIS's field "Language": its own list is English, but
// every school has words of its own.
#include <array>

#include "homevisit/sdk/words.h"
#include "students.h"

namespace homevisit::rosariosis {
namespace {

struct Language {
  std::string_view tag;
  std::string_view words;  // in English, Dutch, French, Spanish and their own, in lower case
};

constexpr std::array languages{
    Language{"ar", "arabic,arabisch,arabe,árabe"},
    Language{"bg", "bulgarian,bulgaars,bulgare,búlgaro"},
    Language{"zh", "chinese,chinees,mandarin,chinois,chino"},
    Language{"de", "german,duits,allemand,alemán,deutsch"},
    Language{"en", "english,engels,anglais,inglés"},
    Language{"es", "spanish,spaans,espagnol,español"},
    Language{"fa", "persian,farsi,perzisch,persan,dari"},
    Language{"fr", "french,frans,français,francés"},
    Language{"hi", "hindi"},
    Language{"hu", "hungarian,hongaars,hongrois,húngaro"},
    Language{"it", "italian,italiaans,italien,italiano"},
    Language{"ja", "japanese,japans,japonais,japonés"},
    Language{"ko", "korean,koreaans,coréen,coreano"},
    Language{"ku", "kurdish,koerdisch,kurde,kurdo"},
    Language{"nl", "dutch,nederlands,néerlandais,neerlandés,flemish,vlaams"},
    Language{"pap", "papiamento,papiamentu,papiaments"},
    Language{"pl", "polish,pools,polonais,polaco,polski"},
    Language{"ps", "pashto,pasjtoe"},
    Language{"pt", "portuguese,portugees,portugais,portugués,português"},
    Language{"ro", "romanian,roemeens,roumain,rumano"},
    Language{"ru", "russian,russisch,russe,ruso"},
    Language{"so", "somali,somalisch"},
    Language{"ti", "tigrinya,tigrinja"},
    Language{"tr", "turkish,turks,turc,turco,türkçe"},
    Language{"uk", "ukrainian,oekraïens,ukrainien,ucraniano"},
    Language{"ur", "urdu,oerdoe"},
    Language{"vi", "vietnamese,vietnamees,vietnamien,vietnamita"},
    Language{"zgh", "tamazight,berber,berbers,tarifit"},
};

}  // namespace

std::string language_of(std::string_view word) {
  const std::string said = sdk::lower(sdk::trim(word));
  if (said.empty()) return "";
  for (const Language& language : languages)
    for (const std::string_view name : sdk::split_list(language.words, ','))
      if (said == name) return std::string(language.tag);
  // "nl", "pt-BR"; longer words without a hyphen are names that are not known.
  const std::size_t first = said.find('-');
  const std::size_t size = first == std::string::npos ? said.size() : first;
  if (size > 3 || !sdk::is_language_tag(said)) return "";
  return std::string(sdk::trim(word));
}

}  // namespace homevisit::rosariosis
