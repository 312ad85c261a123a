# Compiles headers that nearly every file of a target includes once. Where HV_PRECOMPILE is off, as in the usual build,
# every file must name what it uses; with ccache nothing would be found again.
#
# hv_precompile(TARGET [HEADER...])   more headers than the common ones
function(hv_precompile target)
  if(HV_PRECOMPILE AND NOT HV_CCACHE)
    target_precompile_headers(${target} PRIVATE <algorithm> <chrono> <functional> <map> <memory> <optional> <string>
      <variant> <vector> <fmt/format.h> ${ARGN})
  endif()
endfunction()
