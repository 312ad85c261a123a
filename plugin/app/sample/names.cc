#include "sample/names.h"

#include <array>

namespace homevisit::sample {
namespace {

using Names = std::string_view[];

constexpr Names kDutchGirls = {"Sanne",    "Lotte", "Fenna",  "Noor", "Roos",     "Maud",
                               "Jet",      "Zoë",   "Elise",  "Bo",   "Madelief", "Tess",
                               "Annelies", "Fleur", "Isabel", "Evi",  "Renée",    "Willemijn"};
constexpr Names kDutchBoys = {"Daan", "Sem",    "Bram",  "Thijs", "Joris", "Cas",
                              "Luuk", "Teun",   "Jesse", "Koen",  "Mees",  "Olivier",
                              "Siem", "Floris", "André", "Ruben", "Stijn", "Jan-Willem"};
constexpr Names kDutchFamilies = {
    "de Vries",   "van Dijk",   "Bakker",        "Visser",    "van 't Hof",      "Smit",
    "de Groot",   "Mulder",     "van den Berg",  "Vos",       "Hendriks",        "van der Meer",
    "Dekker",     "in 't Veld", "Brouwer",       "ter Horst", "Kuipers",         "van de Wetering",
    "Oosterhuis", "d'Hondt",    "Op den Kelder", "Zwart",     "Uit den Bogaard", "'s Gravendijk"};
constexpr Names kDoubleGirls = {"Wilhelmina Johanna Cornelia", "Charlotte-Élise Antoinette",
                                "Maria Magdalena Theodora", "Anna Frederique Louise"};
constexpr Names kDoubleBoys = {"Johannes Bernardus Maria", "Alexander Philips Constantijn",
                               "Pieter-Christiaan Lodewijk", "Maximiliaan Hendrik Willem"};
constexpr Names kDoubleFamilies = {
    "van Hoogstraaten-Oudekerk tot Westeinde", "van der Aa van Oosterwijk-Bruggenkamp",
    "ten Broecke de Wael van Middelvelderzijl", "Schimmelpoort van Nieuw-Vossemeerderdijk"};
constexpr Names kFrisianGirls = {"Fardau", "Jildou",  "Sjoukje", "Nynke", "Wytske",
                                 "Hiske",  "Froukje", "Maaike",  "Anke",  "Tsjikke"};
constexpr Names kFrisianBoys = {"Sjoerd", "Wiebe", "Jelle", "Tjeerd", "Ids",
                                "Hylke",  "Doeke", "Gjalt", "Oane",   "Sytse"};
constexpr Names kFrisianFamilies = {"Hoekstra", "Dijkstra", "Wiersma",  "Terpstra", "Sjoerdsma",
                                    "Bouma",    "Jellema",  "Kooistra", "Ytsma",    "Hânstra"};
constexpr Names kMoroccanGirls = {"Yasmina", "Fatima-Zahra", "Naoual", "Salma",
                                  "Hafsa",   "Ikram",        "Nora",   "Siham",
                                  "Dounia",  "Amina",        "Loubna", "Thiziri"};
constexpr Names kMoroccanBoys = {"Mohammed", "Ayoub", "Bilal",   "Younes", "Anass",      "Zakaria",
                                 "Ilyas",    "Idder", "Soufian", "Hamza",  "Abdelkarim", "Marouan"};
constexpr Names kMoroccanFamilies = {"El Amrani", "Ben Haddou", "Aït Lahcen",   "El Khatabi",
                                     "Bouzian",   "Azzouzi",    "El Mourabiti", "Ouali",
                                     "Benali",    "Chaoui",     "Amezian",      "El Yaâcoubi"};
constexpr Names kTurkishGirls = {"Elif", "Zeynep", "Ayşe",  "Büşra", "Gülşen", "Selin",
                                 "Ece",  "Hatice", "Özlem", "Nur",   "Şeyma",  "Defne"};
constexpr Names kTurkishBoys = {"Emre", "Yusuf", "Kerem",   "Çağlar", "Ömer",   "Burak",
                                "Efe",  "Uğur",  "Mustafa", "İsmail", "Serkan", "Barış"};
constexpr Names kTurkishFamilies = {"Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Öztürk",
                                    "Aydın",  "Koç",  "Güneş", "Aslan", "Kılıç", "Karadağlı"};
constexpr Names kHindustaniGirls = {"Priya",  "Shanti", "Anjali", "Reshma", "Devika",
                                    "Sunita", "Kavita", "Indra",  "Roshni", "Maya"};
constexpr Names kHindustaniBoys = {"Rajesh", "Vikash", "Ashwin", "Dharm",  "Sunil",
                                   "Ravi",   "Kiran",  "Amar",   "Nitesh", "Radj"};
constexpr Names kHindustaniFamilies = {"Ramdin",  "Soekhai",   "Bisessur",    "Jagroep",
                                       "Mahabir", "Gopalsing", "Ramkhelawan", "Sewpersad",
                                       "Doerga",  "Kalloe"};
constexpr Names kCreoleGirls = {"Naomi", "Chantal", "Jerusha", "Shaniqua", "Maureen",
                                "Grace", "Orlanda", "Cheryl",  "Ruth",     "Farah"};
constexpr Names kCreoleBoys = {"Jermaine", "Orlando", "Delano", "Winston", "Romeo",
                               "Ludwig",   "Clyde",   "Iwan",   "Kenneth", "Dwight"};
constexpr Names kCreoleFamilies = {"Zeefuik",  "Vriesdorp", "Landvreugd", "Kensenhuis",
                                   "Blokland", "Nooitmeer", "Goedschalk", "Pinasse",
                                   "Amania",   "Wijngaarde"};
constexpr Names kAntilleanGirls = {"Shurandy", "Mirelva", "Daphnée", "Rosalinda", "Jeanine",
                                   "Xiomara",  "Zulaika", "Noraly",  "Swinda",    "Ghislaine"};
constexpr Names kAntilleanBoys = {"Quincy",  "Rignald", "Churandy", "Gilmar", "Elvin",
                                  "Shurman", "Rudsel",  "Tyrone",   "Edsel",  "Angelo"};
constexpr Names kAntilleanFamilies = {"Martina",   "Isenia",  "Maduro", "Croes",      "Winklaar",
                                      "Bernabela", "Koolman", "Tromp",  "de la Cruz", "Peña"};
constexpr Names kPolishGirls = {"Zuzanna", "Małgorzata", "Kinga",    "Agnieszka", "Oliwia",
                                "Julia",   "Łucja",      "Weronika", "Maja",      "Bożena"};
constexpr Names kPolishBoys = {"Jakub",  "Paweł",     "Łukasz",   "Michał",  "Wojciech",
                               "Kacper", "Stanisław", "Grzegorz", "Mateusz", "Szymon"};
constexpr Names kPolishFamilies = {"Nowak",  "Wójcik",   "Mazur",  "Dąbek", "Sikora",
                                   "Kozieł", "Szczęsny", "Wróbel", "Pająk", "Brzęczyszczek"};
constexpr Names kUkrainianGirls = {"Oksana",   "Solomiya", "Dariya", "Nadiya", "Zlata",
                                   "Kateryna", "Ol'ha",    "Yeva",   "Iryna",  "Myroslava"};
constexpr Names kUkrainianBoys = {"Taras",  "Bohdan", "Andriy", "Mykola",   "Ostap",
                                  "Danylo", "Nazar",  "Illya",  "Yaroslav", "Vasyl'"};
constexpr Names kUkrainianFamilies = {"Kovalenko", "Bondarenko", "Melnyk",  "Tkachuk", "Hryhorenko",
                                      "Oliynyk",   "Savchenko",  "Lysenko", "Moroz",   "Kravchuk"};
constexpr Names kSyrianGirls = {"Rima",  "Layan", "Hala",   "Nour",  "Rahaf",
                                "Sidra", "Aya",   "Maryam", "Joudi", "Ghina"};
constexpr Names kSyrianBoys = {"Omar", "Karam", "Majd",  "Yazan", "Khaled",
                               "Ward", "Anas",  "Jamil", "Tarek", "Abd al-Rahman"};
constexpr Names kSyrianFamilies = {"al-Halabi", "Haddad", "Al Masri", "Khoury",  "Darwish",
                                   "Sabbagh",   "Najjar", "Al-Shami", "Qabbani", "Abu Zeid"};
constexpr Names kChineseGirls = {"Li", "Xiaomei", "Yun", "Meiling", "Jia", "Wen", "Lü", "An"};
constexpr Names kChineseBoys = {"Wei", "Jun", "Haoran", "Ming", "Bo", "Yi", "Zihan", "Tao"};
constexpr Names kChineseFamilies = {"Wu", "Xu", "Li", "Lü", "He", "Ma", "Hu", "Yu"};
constexpr Names kElsewhereGirls = {"Abena", "Chiamaka", "Emily", "Lakshmi", "Siobhán",
                                   "Adwoa", "Selam",    "Grace", "Beatriz", "Hana"};
constexpr Names kElsewhereBoys = {"Kwame", "Chidi", "Oscar", "Arjun", "Ciarán",
                                  "Kofi",  "Yonas", "James", "João",  "Tomáš"};
constexpr Names kElsewhereFamilies = {"Owusu-Ansah", "Okonkwo", "Whitfield", "Iyer",
                                      "Ó Briain",    "Mensah",  "Tesfay",    "Ashworth",
                                      "Gonçalves",   "Novák"};

constexpr Names kNone = {"en"}, kFrisian = {"fy"}, kMoroccan = {"ar", "zgh"},
                kTurkishLanguages = {"tr"}, kHindustani = {"hns"}, kCreole = {"srn"},
                kAntillean = {"pap"}, kPolish = {"pl"}, kUkrainian = {"uk", "ru"},
                kSyrianLanguages = {"ar", "ku"}, kChinese = {"zh"}, kElsewhere = {"en", "ti", "pt"};

constexpr Origin kOrigins[] = {
    {46, kDutchGirls, kDutchBoys, kDutchFamilies, kNone, 2},
    {2, kDoubleGirls, kDoubleBoys, kDoubleFamilies, kNone, 5},
    {5, kFrisianGirls, kFrisianBoys, kFrisianFamilies, kFrisian, 40},
    {10, kMoroccanGirls, kMoroccanBoys, kMoroccanFamilies, kMoroccan, 40},
    {9, kTurkishGirls, kTurkishBoys, kTurkishFamilies, kTurkishLanguages, 45},
    {4, kHindustaniGirls, kHindustaniBoys, kHindustaniFamilies, kHindustani, 10},
    {3, kCreoleGirls, kCreoleBoys, kCreoleFamilies, kCreole, 10},
    {3, kAntilleanGirls, kAntilleanBoys, kAntilleanFamilies, kAntillean, 40},
    {5, kPolishGirls, kPolishBoys, kPolishFamilies, kPolish, 60},
    {3, kUkrainianGirls, kUkrainianBoys, kUkrainianFamilies, kUkrainian, 85},
    {5, kSyrianGirls, kSyrianBoys, kSyrianFamilies, kSyrianLanguages, 75},
    {2, kChineseGirls, kChineseBoys, kChineseFamilies, kChinese, 60},
    {3, kElsewhereGirls, kElsewhereBoys, kElsewhereFamilies, kElsewhere, 70},
};

constexpr std::array<std::string_view, 12> kTrees = {
    "Wilgen",     "Elzen", "Linden", "Beuken",     "Essen",    "Iepen",
    "Populieren", "Olmen", "Berken", "Lijsterbes", "Meidoorn", "Hazelaar"};
constexpr std::array<std::string_view, 12> kPlaces = {"hof",   "gaard", "weide", "kamp",
                                                      "bosch", "horst", "beek",  "dreef",
                                                      "laan",  "poort", "akker", "wal"};
constexpr std::array<std::string_view, 12> kWaters = {"Veer", "Dag",    "Noorder", "Wad",
                                                      "Duin", "Polder", "Meer",    "Kust",
                                                      "Vuur", "Maan",   "Zomer",   "Zee"};
constexpr std::array<std::string_view, 12> kLights = {"licht", "baken", "haven", "tij",
                                                      "zicht", "ster",  "veld",  "stroom",
                                                      "sluis", "kade",  "dijk",  "burg"};

}  // namespace

std::span<const Origin> origins() { return kOrigins; }

std::string primary_school_name(int n) {
  return "Basisschool De " + std::string(kTrees[static_cast<std::size_t>(n) % 12]) +
         std::string(kPlaces[static_cast<std::size_t>(n) / 12 % 12]);
}

std::string secondary_school_name(int n) {
  return "Het " + std::string(kWaters[static_cast<std::size_t>(n) % 12]) +
         std::string(kLights[static_cast<std::size_t>(n) / 12 % 12]) + " College";
}

}  // namespace homevisit::sample
