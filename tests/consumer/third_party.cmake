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
run(${CMAKE_COMMAND} -S ${WORK}/meadow -B ${WORK}/build -DCMAKE_PREFIX_PATH=${PREFIX}
    -DCMAKE_C_COMPILER=${C} -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Release
    "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror" "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror")
run(${CMAKE_COMMAND} --build ${WORK}/build)
foreach(adapter meadow meadow_c)
  run(${PREFIX}/bin/homevisit conform ${WORK}/build/lib/homevisit/adapters/${adapter}.so
      --system ${WORK}/meadow/${adapter}.conformance.json)
endforeach()
