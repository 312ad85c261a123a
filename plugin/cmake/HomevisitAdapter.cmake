# hv_add_adapter(name sources...): an adapter as a loadable module that exports one symbol only. In C or
# in C++20 with the SDK. Used by the adapters in this tree and, through find_package(homevisit), by those outside it.
include(GNUInstallDirs)
set(HV_ADAPTER_MAP ${CMAKE_CURRENT_LIST_DIR}/adapter.map)

function(hv_add_adapter name)
  set(target homevisit_adapter_${name})
  add_library(${target} MODULE ${ARGN})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/homevisit/adapters
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${HV_ADAPTER_MAP})
  target_link_libraries(${target} PRIVATE homevisit::sdk)
  set_target_properties(${target} PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  target_link_options(${target} PRIVATE
    LINKER:--version-script=${HV_ADAPTER_MAP} LINKER:-z,nodelete LINKER:--as-needed)
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
  install(TARGETS ${target} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/homevisit/adapters)
  # For `homevisit conform`: what the adapter declares of its system, and files with rows.
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/conformance.json)
    set(conformance ${CMAKE_INSTALL_LIBDIR}/homevisit/adapters/${name}.conformance)
    install(FILES conformance.json DESTINATION ${conformance})
    if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/conformance)
      install(DIRECTORY conformance DESTINATION ${conformance})
    endif()
  endif()
endfunction()
