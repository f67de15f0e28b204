# Shared by run, test and bench. Sourced, never called.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
top=$PWD
export NINJA_STATUS='[%f/%t, %es] '
# What was compiled in one clone is found again from another.
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

say() { printf 'countersign: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# As many jobs as there are processors, but none without 1.5 GB of memory to itself.
jobs_here() {
  local memory processors
  processors=$(nproc)
  memory=$(awk '/^MemAvailable:/ {print int($2 / 1500000)}' /proc/meminfo)
  [ "$memory" -ge 1 ] || memory=1
  printf '%s' "${COUNTERSIGN_JOBS:-$((memory < processors ? memory : processors))}"
}

# room GIGABYTES: what build/ grows to must fit; a full disk in the middle of a build looks like a broken compiler.
room() {
  local wanted built free
  wanted=$(($1 * 1000000))
  mkdir -p build
  built=$(du -sk build | cut -f1)
  free=$(df -Pk build | awk 'NR == 2 {print $4}')
  [ "$((built + free))" -ge "$wanted" ] || stop "not enough room for $top/build: $(((wanted - built + 999) / 1000)) MB more are needed, $((free / 1000)) MB are free"
}

# configure PRESET [-DX=Y...]: only when there is something new to say; ninja itself notices changed CMake files and new sources.
configure() {
  local folder="build/$1" log="build/$1.log" place known=()
  place="$top $(cksum <CMakePresets.json)"
  if [ -f "$folder/build.ninja" ] && [ -f "$folder/.configured" ]; then
    mapfile -t known <"$folder/.configured"
    if [ "${known[0]:-}" = "$place" ] && { [ $# -eq 1 ] || [ "${known[1]:-}" = "$*" ]; }; then
      return
    fi
  fi
  say "configuring $folder"
  # A folder that was copied or moved keeps the paths of its old place: begin it anew.
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
  mkdir -p "$folder"
  rm -f "$folder/.configured"
  if ! cmake --preset "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    stop "$folder could not be configured"
  fi
  printf '%s\n' "$place" "$*" >"$folder/.configured"
}

# build PRESET [TARGET...]: progress goes to the caller's standard error.
build() {
  local preset=$1
  shift
  cmake --build "build/$preset" --parallel "$(jobs_here)" ${1:+--target "$@"} </dev/null >&2
}
