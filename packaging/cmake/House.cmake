# How this house builds: one folder = one static library = one namespace; a target is a paragraph.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_AUTOMOC ON)

option(COUNTERSIGN_UI "Build the window and the terminal program" ON)
option(COUNTERSIGN_WERROR "Warnings are errors" OFF)
option(COUNTERSIGN_FUZZ "Build libFuzzer targets (clang)" OFF)
set(COUNTERSIGN_SANITIZE "" CACHE STRING "Sanitizers for every target, as for -fsanitize=")
set(COUNTERSIGN_TEST_FOLDERS "" CACHE STRING "Build the tests of these folders of tests/ only (empty: of all)")
set(COUNTERSIGN_TEST_PREFIX "" CACHE STRING "What the names of this build's tests begin with")
set(COUNTERSIGN_TEST_TIMEOUT 900 CACHE STRING "Seconds after which a test program counts as hanging")
set(COUNTERSIGN_FUZZ_SECONDS 10 CACHE STRING "How long ctest runs each libFuzzer target")
option(COUNTERSIGN_NO_SKIPS "A test left out for want of ../shared/data, of a server or of a package has failed" OFF)

find_program(COUNTERSIGN_CCACHE ccache)
if(COUNTERSIGN_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${COUNTERSIGN_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${COUNTERSIGN_CCACHE}) # or nothing that uses a precompiled header is kept
endif()
find_program(COUNTERSIGN_LLD ld.lld)
if(COUNTERSIGN_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(countersign_warnings INTERFACE)
target_compile_options(countersign_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough -Wswitch
  $<$<BOOL:${COUNTERSIGN_WERROR}>:-Werror>
  # As soon as it optimises, g++ 12 takes an empty std::optional for an uninitialised one and a string's short text for one that overlaps itself.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-maybe-uninitialized;-Wno-restrict>)
target_compile_definitions(countersign_warnings INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)

# -O1 -g1: sanitized programs are then three times faster and their reports still name every line.
if(COUNTERSIGN_SANITIZE)
  add_compile_options(-fsanitize=${COUNTERSIGN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -O1 -g1)
  add_link_options(-fsanitize=${COUNTERSIGN_SANITIZE})
endif()
if(COUNTERSIGN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all -O1 -g1)
  add_link_options(-fsanitize=address,undefined)
endif()
# Under the thread sanitizer a program cannot start where the kernel spreads addresses too widely (vm.mmap_rnd_bits above 28).
if(COUNTERSIGN_SANITIZE MATCHES "thread")
  execute_process(COMMAND setarch -R true RESULT_VARIABLE without_spreading OUTPUT_QUIET ERROR_QUIET)
  if(without_spreading EQUAL 0)
    set(COUNTERSIGN_LAUNCHER setarch -R)
  endif()
endif()
set(COUNTERSIGN_TEST_ENVIRONMENT
  "QT_QPA_PLATFORM=offscreen" "LC_ALL=C.UTF-8" "TZ=UTC"
  "ASAN_OPTIONS=detect_stack_use_after_return=1:quarantine_size_mb=32"
  "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/packaging/sanitizers/leaks.supp:print_suppressions=0"
  "UBSAN_OPTIONS=print_stacktrace=1"
  "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/packaging/sanitizers/races.supp:print_suppressions=0:second_deadlock_stack=1:die_after_fork=0")

# countersign_precompiled(TARGET FAMILY HEADER...)
# Reading the headers of Qt and of the standard library is a good half of compiling: each family of targets that is compiled alike reads
# the most used ones once. Sources include what they use all the same: the presets dev and fuzz build without (CMAKE_DISABLE_PRECOMPILE_HEADERS).
set(COUNTERSIGN_USED_EVERYWHERE <algorithm> <array> <functional> <memory> <optional> <stop_token> <vector>
  <QByteArray> <QDateTime> <QDir> <QFile> <QFileInfo> <QHash> <QList> <QMap> <QSet> <QString> <QStringList>)
set(COUNTERSIGN_USED_IN_WINDOWS ${COUNTERSIGN_USED_EVERYWHERE} <QAction> <QApplication> <QComboBox> <QDialog> <QKeyEvent> <QLabel> <QLineEdit>
  <QMenu> <QPainter> <QPlainTextEdit> <QPushButton> <QTimer> <QVBoxLayout> <QWidget>)
function(countersign_precompiled target family)
  get_property(owner GLOBAL PROPERTY countersign_precompiled_${family})
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
    set_property(GLOBAL PROPERTY countersign_precompiled_${family} ${target})
  endif()
endfunction()

# countersign_library(NAME [USES house libraries] [LINKS public libraries] [PRIVATE private libraries])
# Every source of the current folder (and its subfolders) is compiled into the library countersign_NAME: a static one, but in the
# sanitized builds (BUILD_SHARED_LIBS), where a hundred test programs with a copy of everything would take gigabytes.
# Headers are included as "core/result.h", "queue/queuepage.h": folder first, from models/ or ui/.
function(countersign_library name)
  cmake_parse_arguments(LIB "" "" "USES;LINKS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  add_library(countersign_${name} ${sources})
  add_library(countersign::${name} ALIAS countersign_${name})
  list(TRANSFORM LIB_USES PREPEND countersign::)
  target_include_directories(countersign_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/..)
  target_link_libraries(countersign_${name} PUBLIC ${LIB_USES} ${LIB_LINKS} PRIVATE ${LIB_PRIVATE} countersign_warnings)
  set_target_properties(countersign_${name} PROPERTIES DEFINE_SYMBOL "") # or a shared library would be compiled unlike the others
  if(name STREQUAL "ui")
    countersign_precompiled(countersign_ui windows ${COUNTERSIGN_USED_IN_WINDOWS})
  else()
    countersign_precompiled(countersign_${name} libraries ${COUNTERSIGN_USED_EVERYWHERE})
  endif()
endfunction()

# countersign_tests(FOLDER [PROGRAM] [DECODER] [USES house libraries] [LINKS others] [ENGINES ...] [LABELS ...])
# Every tst_*.cpp of tests/FOLDER becomes one test program and one ctest entry FOLDER/tst_x, offscreen.
# PROGRAM: the tests start the terminal program; its path is the macro COUNTERSIGN_PROGRAM, and it is built before them.
# DECODER: the same for the decoding child, COUNTERSIGN_DECODER.
# ENGINES: each program is one ctest entry FOLDER/tst_x-ENGINE an engine, which is told it in COUNTERSIGN_ENGINE.
function(countersign_tests folder)
  if(COUNTERSIGN_TEST_FOLDERS AND NOT folder IN_LIST COUNTERSIGN_TEST_FOLDERS)
    return()
  endif()
  cmake_parse_arguments(T "PROGRAM;DECODER" "" "USES;LINKS;ENGINES;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/tst_*.cpp)
  list(TRANSFORM T_USES PREPEND countersign::)
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM stem)
    add_executable(${stem} ${source})
    target_include_directories(${stem} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${stem} PRIVATE ${T_USES} ${T_LINKS} Qt6::Test countersign_warnings)
    target_compile_definitions(${stem} PRIVATE COUNTERSIGN_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    # Four fifths of a test program would be debugging data of the libraries; who debugs takes the dev preset.
    target_link_options(${stem} PRIVATE $<$<CONFIG:RelWithDebInfo>:LINKER:--strip-debug>)
    if(T_USES MATCHES "::(ui|app)")
      countersign_precompiled(${stem} windowtests ${COUNTERSIGN_USED_IN_WINDOWS} <QTest>)
    elseif(NOT T_LINKS MATCHES "Qt6::Gui|transparency") # compiled with other definitions; and g++ 12 sees a string out of its bounds there
      countersign_precompiled(${stem} tests ${COUNTERSIGN_USED_EVERYWHERE} <QTest>)
    endif()
    if(T_PROGRAM)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS COUNTERSIGN_PROGRAM="$<TARGET_FILE:countersign>")
      add_dependencies(${stem} countersign)
    endif()
    if(T_DECODER)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS COUNTERSIGN_DECODER="$<TARGET_FILE:countersign-decode>")
      add_dependencies(${stem} countersign-decode)
    endif()
    set(test ${COUNTERSIGN_TEST_PREFIX}${folder}/${stem})
    foreach(engine IN LISTS T_ENGINES)
      add_test(NAME ${test}-${engine} COMMAND ${COUNTERSIGN_LAUNCHER} $<TARGET_FILE:${stem}>)
      countersign_test_properties(${test}-${engine} "${T_LABELS}")
      set_property(TEST ${test}-${engine} APPEND PROPERTY ENVIRONMENT COUNTERSIGN_ENGINE=${engine})
    endforeach()
    if(NOT T_ENGINES)
      add_test(NAME ${test} COMMAND ${COUNTERSIGN_LAUNCHER} $<TARGET_FILE:${stem}>)
      countersign_test_properties(${test} "${T_LABELS}")
    endif()
  endforeach()
endfunction()

# countersign_fuzzers(FOLDER [USES house libraries] [LINKS others])
# Every fuzz_*.cpp of tests/FOLDER becomes a libFuzzer program; ctest runs each for COUNTERSIGN_FUZZ_SECONDS from the seeds in
# tests/FOLDER/x/ (for fuzz_x). What it finds is kept in the build folder.
function(countersign_fuzzers folder)
  if(NOT COUNTERSIGN_FUZZ)
    return()
  endif()
  cmake_parse_arguments(F "" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/fuzz_*.cpp)
  list(TRANSFORM F_USES PREPEND countersign::)
  add_custom_target(fuzzers)
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM stem)
    string(REPLACE "fuzz_" "" subject ${stem})
    add_executable(${stem} ${source})
    target_include_directories(${stem} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR})
    target_link_libraries(${stem} PRIVATE ${F_USES} ${F_LINKS})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${stem})
    set(found ${CMAKE_CURRENT_BINARY_DIR}/${folder}/${subject})
    file(MAKE_DIRECTORY ${found})
    set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${subject})
    if(NOT IS_DIRECTORY ${seeds})
      set(seeds "")
    endif()
    add_test(NAME ${COUNTERSIGN_TEST_PREFIX}${folder}/${stem} WORKING_DIRECTORY ${found}/..
      COMMAND ${stem} -max_total_time=${COUNTERSIGN_FUZZ_SECONDS} -timeout=30 -rss_limit_mb=4096 -print_final_stats=1 ${found} ${seeds})
    countersign_test_properties(${COUNTERSIGN_TEST_PREFIX}${folder}/${stem} "")
  endforeach()
endfunction()

# How every test is run: how long, in which surroundings, and what a missing ../shared/data or server means.
function(countersign_test_properties test labels)
  set_tests_properties(${test} PROPERTIES LABELS "${labels}" TIMEOUT ${COUNTERSIGN_TEST_TIMEOUT}
    ENVIRONMENT "${COUNTERSIGN_TEST_ENVIRONMENT}")
  if(COUNTERSIGN_NO_SKIPS)
    set_tests_properties(${test} PROPERTIES FAIL_REGULAR_EXPRESSION "SKIP   :[^\n]*(shared/data|PostgreSQL|packaging/setup)")
  endif()
endfunction()
