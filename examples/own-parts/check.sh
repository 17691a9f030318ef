#!/usr/bin/env bash
# Builds this project against emaki as it stands here, and runs emaki with its parts. Takes two minutes or so.
#   examples/own-parts/check.sh [FOLDER]    FOLDER: for the runs, made anew; default: target/check
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
out=${1:-$here/target/check}

fail() {
  printf 'check.sh: %s\n' "$*" >&2
  exit 1
}
# says PATTERN FILE: what a file must hold.
says() { grep -q -e "$1" "$2" || fail "$2 does not say $1"; }

emaki() { EMAKI_PLUGINS=$here/target/own-parts.jar "$root/emaki" "$@"; }

(cd "$root" && mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dexplorer=auto -pl emaki-app -am install)
(cd "$here" && mvn -B -ntp -q package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/classpath)
rm -rf "$out"
mkdir -p "$out"

emaki data list >"$out/list.txt"
says 'rings:COUNT.*own-parts.jar' "$out/list.txt"
emaki data check rings:600 >"$out/check.txt"
says 'class names .*small, middle, large' "$out/check.txt"

run=$out/eight
emaki train --prior lemniscate:scale=4 --data rings:600 --epochs 2 --batch-size 100 --out "$run" -q >/dev/null
says '"name" : "lemniscate"' "$run/run.json"
says '"jar" : "own-parts.jar"' "$run/run.json"
says '"version" : "1.0"' "$run/run.json"
emaki walk "$run" -q >/dev/null
emaki report "$run" -q >/dev/null
[ -s "$run/figures/walk.png" ] || fail "$run: no walk"
says 'lemniscate:scale=4' "$run/report.html"

run=$out/energy
emaki train --prior lemniscate:scale=4 --divergence energy --data rings:600 --epochs 2 --batch-size 100 --out "$run" -q >/dev/null
says '"divergence" : "energy"' "$run/run.json"
says 'validation_between,validation_within' "$run/metrics.csv"
emaki report "$run" -q >/dev/null
[ -s "$run/figures/curves-parts.png" ] || fail "$run: no curves of the divergence's parts"

run=$out/denoised
emaki train --objective denoising:share=0.4 --prior lemniscate --data rings:600 --epochs 2 --batch-size 100 --out "$run" -q >/dev/null
says '"objective" : "denoising:share=0.4"' "$run/run.json"
says '"name" : "denoising"' "$run/run.json"
emaki train --data rings:600 --prior lemniscate --epochs 2 --batch-size 100 --out "$out/plain" -q >/dev/null
! cmp -s "$run/model.safetensors" "$out/plain/model.safetensors" || fail "$run: masks change nothing"
emaki report "$run" -q >/dev/null
! emaki train --objective denoising:share=1 --data rings:600 2>"$out/share.txt" >/dev/null
says 'share=1.0 leaves no pixel' "$out/share.txt"
! "$root/emaki" report "$run" 2>"$out/gone.txt" >/dev/null
says 'put the jar on the class path' "$out/gone.txt"

# Without the jar they are not there, and what is there is told.
! "$root/emaki" train --prior lemniscate --data kana:100 2>"$out/without.txt" >/dev/null
says 'no such prior (there are none, .*swiss-roll' "$out/without.txt"

java --add-modules jdk.incubator.vector -cp "$here/target/own-parts.jar:$(cat "$here/target/classpath")" \
  ownparts.Serve "$out/served" >"$out/served.txt" 2>"$out/served.log"
says 'epoch 3: mse' "$out/served.txt"
[ "$(grep -c ' in .* ms$' "$out/served.txt")" = 5 ] || fail "$out/served.txt does not hold five answers"
printf 'own parts: built, trained, reported, served (%s)\n' "$out"
