# What a third party does: copies adapters/template, builds it against the installed package alone with a
# compiler of its own choice, and asks the conformance kit.
#   PREFIX  where homevisit was installed    TEMPLATE  the folder to copy
#   C, CXX  the compilers                    WORK      a folder of this test
file(REMOVE_RECURSE ${WORK})
file(COPY ${TEMPLATE}/ DESTINATION ${WORK}/meadow)
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
  message(STATUS "${output}")
endfunction()
# In C++ with the SDK, and in plain C. Their own ctest runs the installed kit.
foreach(folder meadow meadow/plain_c)
  set(build ${WORK}/build/${folder})
  run(${CMAKE_COMMAND} -S ${WORK}/${folder} -B ${build} -DCMAKE_PREFIX_PATH=${PREFIX}
      -DCMAKE_C_COMPILER=${C} -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Release
      "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror" "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror")
  run(${CMAKE_COMMAND} --build ${build})
  run(${CMAKE_CTEST_COMMAND} --test-dir ${build} --output-on-failure --no-tests=error)
endforeach()
