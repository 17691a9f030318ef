#!/usr/bin/env bash
# Measures what emaki's work on Spark costs, on loopback clusters of one and of two workers of one core each, for emaki.bench.ScalingModel.
#   emaki-bench/scaling.sh FOLDER >scaling.csv     half an hour or more; FOLDER keeps runs, images and what each command said
# A line a command: what it is, how many runs, images or points, workers, its seconds, and the processor seconds of the driver and of all executors with the
# processes they started. Processor seconds are little disturbed by what else the machine does, seconds are.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
folder=${1:?which folder}
mkdir -p "$folder"
cd "$folder"
emaki=$here/emaki
export EMAKI_CLUSTER=$PWD/cluster EMAKI_CLUSTER_PORT=${EMAKI_CLUSTER_PORT:-7178}
cluster=$here/emaki-spark/cluster.sh
master=spark://127.0.0.1:$EMAKI_CLUSTER_PORT

# The processor time of workers' children that have ended.
ticks() {
  local pid sum=0 line
  for pid in "$EMAKI_CLUSTER"/worker-*.pid; do
    line=$(sed 's/.*) //' "/proc/$(cat "$pid")/stat")
    set -- $line
    sum=$((sum + ${14} + ${15}))
  done
  echo "$sum"
}

executors_end() {
  local pid
  for pid in "$EMAKI_CLUSTER"/worker-*.pid; do
    while pgrep -P "$(cat "$pid")" >/dev/null; do sleep 0.1; done
  done
}

# what size workers command...
measure() {
  local kind=$1 size=$2 workers=$3 before after own
  shift 3
  before=$(ticks)
  TIMEFORMAT='%R %U %S'
  own=$({ time "$emaki" "$@" --spark "$master" >"$kind-$size-$workers.log" 2>&1; } 2>&1)
  executors_end
  after=$(ticks)
  echo "$kind $size $workers $own $((after - before)) $(getconf CLK_TCK)" | awk -v use="$use" '{printf "%s,%d,%d,%.2f,%.2f,%.2f,%s\n", $1, $2, $3, $4, $5 + $6, $7 / $8, use}'
}

# A run whose latents are so many; a sixth of them are test images.
points() {
  [ -f "points-$1/latents.npz" ] || "$emaki" train --data "kana:$(($1 * 6 / 7))" --prior gaussian --hidden 8 --batch-size 1000 --epochs 1 --threads 1 --out "points-$1" >"train-$1.log" 2>&1
}

images() {
  [ -f "images-$1.npz" ] || "$emaki" data export "kana:$(($1 * 6 / 7))" --out "images-$1.npz" >"images-$1.log" 2>&1
}

one() {
  local kind=$1 size=$2 workers=$3
  case $kind in
    sweep)
      { printf 'base: {data: "kana:2000", prior: gaussian, hidden: "256", batch-size: 100, epochs: 3}\nseeds: [%s]\n' "$(seq -s , "$size")"; } >"sweep-$size.yaml"
      rm -rf "sweep-$size"
      measure sweep "$size" "$workers" sweep "sweep-$size.yaml" --threads 1 --out "sweep-$size"
      ;;
    encode)
      rm -rf latents.parquet
      measure encode "$size" "$workers" encode model --data "$PWD/images-$size.npz" --out latents.parquet
      ;;
    pairs) measure pairs "$size" "$workers" shape "points-$size" ;;
    neighbours)
      rm -rf "points-$size"/{neighbours.npz,clusterings}
      measure neighbours "$size" "$workers" cluster "points-$size" --method islands
      ;;
  esac
}

[ -f model/latents.npz ] || "$emaki" train --data kana:2000 --prior gaussian --batch-size 100 --epochs 1 --threads 1 --out model >model.log 2>&1
for size in 42000 84000 126000 252000; do points "$size"; done
for size in 70000 210000 280000; do images "$size"; done
echo "what,size,workers,seconds,driver,executors,use"
for workers in 1 2; do
  EMAKI_CLUSTER_WORKERS=$workers "$cluster" start >/dev/null
  trap '"$cluster" stop' EXIT
  use=fit
  for of in "sweep 2" "sweep 6" "encode 70000" "encode 210000" "pairs 42000" "pairs 84000" "neighbours 42000" "neighbours 84000" "neighbours 126000"; do one $of "$workers"; done
  use=check
  [ "$workers" = 1 ] || for of in "sweep 12" "encode 280000" "pairs 126000" "neighbours 252000"; do one $of "$workers"; done
  "$cluster" stop
  trap - EXIT
done
