// Language codes, from ISO 639-2 (three letters; some languages have two such codes) to BCP 47,
// which wants the two letters of ISO 639-1 where there are any (RFC 5646, 2.2.1).
#include <array>
#include <string_view>

#include "descriptors.h"

namespace homevisit::edfi {
namespace {

struct Code {
  std::string_view three, two;
};

constexpr std::array codes{
    Code{"aar", "aa"}, Code{"abk", "ab"}, Code{"afr", "af"}, Code{"aka", "ak"}, Code{"alb", "sq"},
    Code{"sqi", "sq"}, Code{"amh", "am"}, Code{"ara", "ar"}, Code{"arg", "an"}, Code{"arm", "hy"},
    Code{"hye", "hy"}, Code{"asm", "as"}, Code{"ava", "av"}, Code{"ave", "ae"}, Code{"aym", "ay"},
    Code{"aze", "az"}, Code{"bak", "ba"}, Code{"bam", "bm"}, Code{"baq", "eu"}, Code{"eus", "eu"},
    Code{"bel", "be"}, Code{"ben", "bn"}, Code{"bis", "bi"}, Code{"bod", "bo"}, Code{"tib", "bo"},
    Code{"bos", "bs"}, Code{"bre", "br"}, Code{"bul", "bg"}, Code{"bur", "my"}, Code{"mya", "my"},
    Code{"cat", "ca"}, Code{"ces", "cs"}, Code{"cze", "cs"}, Code{"cha", "ch"}, Code{"che", "ce"},
    Code{"chi", "zh"}, Code{"zho", "zh"}, Code{"chu", "cu"}, Code{"chv", "cv"}, Code{"cor", "kw"},
    Code{"cos", "co"}, Code{"cre", "cr"}, Code{"cym", "cy"}, Code{"wel", "cy"}, Code{"dan", "da"},
    Code{"deu", "de"}, Code{"ger", "de"}, Code{"div", "dv"}, Code{"dut", "nl"}, Code{"nld", "nl"},
    Code{"dzo", "dz"}, Code{"ell", "el"}, Code{"gre", "el"}, Code{"eng", "en"}, Code{"epo", "eo"},
    Code{"est", "et"}, Code{"ewe", "ee"}, Code{"fao", "fo"}, Code{"fas", "fa"}, Code{"per", "fa"},
    Code{"fij", "fj"}, Code{"fin", "fi"}, Code{"fra", "fr"}, Code{"fre", "fr"}, Code{"fry", "fy"},
    Code{"ful", "ff"}, Code{"geo", "ka"}, Code{"kat", "ka"}, Code{"gla", "gd"}, Code{"gle", "ga"},
    Code{"glg", "gl"}, Code{"glv", "gv"}, Code{"grn", "gn"}, Code{"guj", "gu"}, Code{"hat", "ht"},
    Code{"hau", "ha"}, Code{"heb", "he"}, Code{"her", "hz"}, Code{"hin", "hi"}, Code{"hmo", "ho"},
    Code{"hrv", "hr"}, Code{"hun", "hu"}, Code{"ibo", "ig"}, Code{"ice", "is"}, Code{"isl", "is"},
    Code{"ido", "io"}, Code{"iii", "ii"}, Code{"iku", "iu"}, Code{"ile", "ie"}, Code{"ina", "ia"},
    Code{"ind", "id"}, Code{"ipk", "ik"}, Code{"ita", "it"}, Code{"jav", "jv"}, Code{"jpn", "ja"},
    Code{"kal", "kl"}, Code{"kan", "kn"}, Code{"kas", "ks"}, Code{"kau", "kr"}, Code{"kaz", "kk"},
    Code{"khm", "km"}, Code{"kik", "ki"}, Code{"kin", "rw"}, Code{"kir", "ky"}, Code{"kom", "kv"},
    Code{"kon", "kg"}, Code{"kor", "ko"}, Code{"kua", "kj"}, Code{"kur", "ku"}, Code{"lao", "lo"},
    Code{"lat", "la"}, Code{"lav", "lv"}, Code{"lim", "li"}, Code{"lin", "ln"}, Code{"lit", "lt"},
    Code{"ltz", "lb"}, Code{"lub", "lu"}, Code{"lug", "lg"}, Code{"mac", "mk"}, Code{"mkd", "mk"},
    Code{"mah", "mh"}, Code{"mal", "ml"}, Code{"mao", "mi"}, Code{"mri", "mi"}, Code{"mar", "mr"},
    Code{"may", "ms"}, Code{"msa", "ms"}, Code{"mlg", "mg"}, Code{"mlt", "mt"}, Code{"mon", "mn"},
    Code{"nau", "na"}, Code{"nav", "nv"}, Code{"nbl", "nr"}, Code{"nde", "nd"}, Code{"ndo", "ng"},
    Code{"nep", "ne"}, Code{"nno", "nn"}, Code{"nob", "nb"}, Code{"nor", "no"}, Code{"nya", "ny"},
    Code{"oci", "oc"}, Code{"oji", "oj"}, Code{"ori", "or"}, Code{"orm", "om"}, Code{"oss", "os"},
    Code{"pan", "pa"}, Code{"pli", "pi"}, Code{"pol", "pl"}, Code{"por", "pt"}, Code{"pus", "ps"},
    Code{"que", "qu"}, Code{"roh", "rm"}, Code{"ron", "ro"}, Code{"rum", "ro"}, Code{"run", "rn"},
    Code{"rus", "ru"}, Code{"sag", "sg"}, Code{"san", "sa"}, Code{"sin", "si"}, Code{"slk", "sk"},
    Code{"slo", "sk"}, Code{"slv", "sl"}, Code{"sme", "se"}, Code{"smo", "sm"}, Code{"sna", "sn"},
    Code{"snd", "sd"}, Code{"som", "so"}, Code{"sot", "st"}, Code{"spa", "es"}, Code{"srd", "sc"},
    Code{"srp", "sr"}, Code{"ssw", "ss"}, Code{"sun", "su"}, Code{"swa", "sw"}, Code{"swe", "sv"},
    Code{"tah", "ty"}, Code{"tam", "ta"}, Code{"tat", "tt"}, Code{"tel", "te"}, Code{"tgk", "tg"},
    Code{"tgl", "tl"}, Code{"tha", "th"}, Code{"tir", "ti"}, Code{"ton", "to"}, Code{"tsn", "tn"},
    Code{"tso", "ts"}, Code{"tuk", "tk"}, Code{"tur", "tr"}, Code{"twi", "tw"}, Code{"uig", "ug"},
    Code{"ukr", "uk"}, Code{"urd", "ur"}, Code{"uzb", "uz"}, Code{"ven", "ve"}, Code{"vie", "vi"},
    Code{"vol", "vo"}, Code{"wln", "wa"}, Code{"wol", "wo"}, Code{"xho", "xh"}, Code{"yid", "yi"},
    Code{"yor", "yo"}, Code{"zha", "za"}, Code{"zul", "zu"},
};

constexpr std::array names{
    Code{"english", "en"},    Code{"spanish", "es"}, Code{"dutch", "nl"},     Code{"arabic", "ar"},
    Code{"french", "fr"},     Code{"german", "de"},  Code{"turkish", "tr"},   Code{"polish", "pl"},
    Code{"portuguese", "pt"}, Code{"russian", "ru"}, Code{"ukrainian", "uk"}, Code{"chinese", "zh"},
    Code{"vietnamese", "vi"}, Code{"korean", "ko"},  Code{"japanese", "ja"},  Code{"somali", "so"},
    Code{"tigrinya", "ti"},   Code{"farsi", "fa"},   Code{"persian", "fa"},   Code{"hindi", "hi"},
    Code{"urdu", "ur"},
};

bool letters(std::string_view text) {
  for (const char c : text)
    if (c < 'a' || c > 'z') return false;
  return true;
}

}  // namespace

std::string language_of(std::string_view descriptor) {
  const std::string code = sdk::lower(code_of(descriptor));
  for (const Code& known : codes)
    if (known.three == code || known.two == code) return std::string(known.two);
  for (const Code& known : names)
    if (known.three == code) return std::string(known.two);
  // A language without two letters keeps its three. These four are no languages.
  if (code.size() == 3 && letters(code) && code != "und" && code != "mis" && code != "mul" &&
      code != "zxx")
    return code;
  return {};
}

}  // namespace homevisit::edfi
