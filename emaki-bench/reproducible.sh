#!/usr/bin/env bash
# Builds the last commit twice, in two clones, and compares every jar, sources, Javadoc and the explorer's pages included.
#   emaki-bench/reproducible.sh       prints the checksums; exit code 1 and what differs where two builds give other bytes
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for build in one another; do
  git clone -q . "$work/$build"
  (cd "$work/$build" && mvn -B -ntp -q -Ppublish -Dmaven.test.skip=true -Dspotless.check.skip=true package)
  (cd "$work/$build" && sha256sum emaki-*/target/*.jar) >"$work/$build.sums"
done
diff "$work/one.sums" "$work/another.sums" || {
  echo "two builds give other bytes" >&2
  exit 1
}
cat "$work/one.sums"
