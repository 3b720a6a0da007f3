# The libraries, all from the system's packages.

if(EMSCRIPTEN)
  # Emscripten's toolchain file looks for packages in its own sysroot only. Headers are all that is
  # wanted from the system, and those of Eigen and nlohmann/json run anywhere.
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
endif()

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(nlohmann_json 3.11 REQUIRED)

# Eigen as a system library, so that the project's own warnings do not apply to it.
add_library(fallline_eigen INTERFACE)
get_target_property(eigenFolder Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
target_include_directories(fallline_eigen SYSTEM INTERFACE ${eigenFolder})

# nlohmann/json lies directly in /usr/include. With that folder on the path, the WebAssembly build
# would meet the headers of the machine's C library: link the one folder and offer nothing else.
add_library(fallline_json INTERFACE)
get_target_property(jsonFolders nlohmann_json::nlohmann_json INTERFACE_INCLUDE_DIRECTORIES)
list(GET jsonFolders 0 jsonFolder)
if(EMSCRIPTEN)
  set(thirdParty "${PROJECT_BINARY_DIR}/third_party")
  file(MAKE_DIRECTORY "${thirdParty}")
  file(CREATE_LINK "${jsonFolder}/nlohmann" "${thirdParty}/nlohmann" SYMBOLIC)
  set(jsonFolder "${thirdParty}")
endif()
target_include_directories(fallline_json SYSTEM INTERFACE "${jsonFolder}")

if(NOT EMSCRIPTEN)
  find_package(ZLIB REQUIRED) # the command line reads .gz files; the core itself opens nothing
  if(FALL_LINE_TESTS)
    find_package(GTest 1.12 REQUIRED)
  endif()
  if(FALL_LINE_BENCHMARKS)
    find_package(benchmark REQUIRED)
  endif()
endif()
