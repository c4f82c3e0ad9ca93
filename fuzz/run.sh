#!/usr/bin/env bash
# Builds the fuzz targets and runs them one after another: fuzz/run.sh [SECONDS_PER_TARGET] [TARGET...]
# Prints executions and findings per target; exits with 1 if there is a finding. README.md explains the rest.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-60}
shift || true
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  mapfile -t targets < <(basename -s .rs targets/*.rs)
fi

# The coverage that libFuzzer follows, as stable Rust can add it: counters and a table of places, without a sanitizer. With
# `--target`, the flags do not reach build scripts and macros.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table ${RUSTFLAGS-}"
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --quiet --locked --release --target "$host"
built=${CARGO_TARGET_DIR:-target}/$host/release

table=$(mktemp)
printf '%-10s %12s %9s\n' target executions findings > "$table"
has_findings=0
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  log=artifacts/$target/log
  options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1)
  words=$target
  seeds=("seeds/$target")
  case $target in
    arrange | loader)
      words=texts
      seeds=(seeds/texts ../tests/fixtures/valid ../tests/fixtures/invalid)
      ;;
  esac
  [ ! -e "dictionaries/$words" ] || options+=(-dict="dictionaries/$words")
  [ -z "${SEED:-}" ] || options+=(-seed="$SEED")
  status=0
  "$built/$target" "${options[@]}" -artifact_prefix="artifacts/$target/" "corpus/$target" "${seeds[@]}" > "$log" 2>&1 || status=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  findings=0
  if [ "$status" != 0 ]; then
    findings=1
    has_findings=1
    grep -E "panicked|ERROR|Test unit written" -A 3 "$log" | head -20 || tail -5 "$log"
  fi
  printf '%-10s %12s %9s\n' "$target" "${executions:-?}" "$findings" >> "$table"
done
cat "$table"
exit "$has_findings"
