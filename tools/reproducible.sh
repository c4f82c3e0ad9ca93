#!/usr/bin/env bash
# Builds the last commit twice, in two folders with two folders of downloads, and compares the programs byte by byte.
#
#     tools/reproducible.sh             the program that is released
#     tools/reproducible.sh release     another profile
#
# The variables below are those of a build that others can repeat. Messages of panics and of C code would name the two
# folders, and mimalloc the time at which it is compiled. Whoever uses the same compilers, target, profile and variables gets
# the same bytes.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
profile=${1:-dist}
downloads=${CARGO_HOME:-$HOME/.cargo}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH CARGO_INCREMENTAL=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo fetch --quiet --locked --target "$(rustc --print host-tuple)"

# Builds in a folder and prints the path of the program.
build() {
  local source="$folder/$1" home="$folder/$2"
  mkdir -p "$source" "$home"
  git archive HEAD | tar -x -C "$source"
  cp -R "$downloads/registry" "$home/registry"
  (
    cd "$source"
    export CARGO_HOME="$home" CARGO_TARGET_DIR="$source/target"
    export RUSTFLAGS="--remap-path-prefix=$home=/cargo --remap-path-prefix=$source=/interorg"
    export CFLAGS="-ffile-prefix-map=$home=/cargo -ffile-prefix-map=$source=/interorg"
    cargo build --quiet --locked --offline --profile "$profile" --bin interorg
  )
  echo "$source/target/${profile/#dev/debug}/interorg"
}

first=$(build a first)
second=$(build another/folder second/home)
sha256sum "$first" "$second" | sed "s:$folder/::"
for program in "$first" "$second"; do
  if grep -aqF "$folder" "$program"; then
    echo "$program names a folder of the build:" >&2
    grep -aoE "$folder[[:print:]]{0,100}" "$program" | sort -u | head >&2
    exit 1
  fi
done
cmp "$first" "$second"
echo "the two programs are equal"
