# hv_add_gtests(program [property value...]): the cases of a GoogleTest program as tests of CTest. Each is
# a test of its own, in a process of its own, and can be asked for by its name. With sanitizers a process
# takes longer to start than most cases take to run: there they go together.
include(GoogleTest)

function(hv_add_gtests program)
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    hv_add_gtests_together(${program} ${ARGN})
  else()
    gtest_discover_tests(${program} DISCOVERY_TIMEOUT 60 PROPERTIES ${ARGN})
  endif()
endfunction()

# hv_add_gtests_together(program [property value...]): the cases of a GoogleTest program as a few tests of
# CTest, each with an equal share: for many small cases that take less time than what they all need first.
function(hv_add_gtests_together program)
  set(shares 2)
  foreach(share RANGE 1 ${shares})
    math(EXPR index "${share} - 1")
    add_test(NAME ${program}.${share}_of_${shares} COMMAND ${program} --gtest_brief=1)
    set_tests_properties(${program}.${share}_of_${shares} PROPERTIES ${ARGN} TIMEOUT 600
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${shares};GTEST_SHARD_INDEX=${index}")
  endforeach()
endfunction()
