# Makes one C++ source that holds files as text: cmake -DOUT= -DNAME= -DROOT= "-DFILES=a;b" -P embed.cmake
# Rationale: the library must work wherever a host puts it, so it carries its schemas, templates and
# catalogues instead of looking for them.
set(text "// Made by the build from the files named below; do not edit.\n#include <array>\n\n#include \"base/embedded.h\"\n\nnamespace homevisit::embedded {\nnamespace {\n")
set(table "")
set(n 0)
foreach(file IN LISTS FILES)
  file(READ ${file} hex HEX)
  cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${ROOT} OUTPUT_VARIABLE relative)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "([^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,[^,]+,)" "\\1\n" bytes "${bytes}")
  string(APPEND text "const unsigned char file_${n}[] = {\n${bytes}0};\n")
  string(APPEND table "    {\"${relative}\", {reinterpret_cast<const char*>(file_${n}), sizeof(file_${n}) - 1}},\n")
  math(EXPR n "${n}+1")
endforeach()
string(APPEND text "const std::array<File, ${n}> table{{\n${table}}};\n}  // namespace\nstd::span<const File> ${NAME}() { return table; }\n}  // namespace homevisit::embedded\n")
file(WRITE ${OUT}.new "${text}")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
file(REMOVE ${OUT}.new)
