#!/usr/bin/env bash
# What changed for those who use the library since a release: builds that release's jars in a folder of its own and compares.
#   emaki-bench/api.sh [REVISION]     default: the last release, by its tag v* or, where a clone has no tags, its commit; any commit will do for a look
# Prints what is gone or other than it was, and where the whole reports are. Before 1.0, and towards a next major version, that is for reading (and
# for CHANGELOG.md); from 1.0 on, an incompatible change within a major version is exit code 1.
set -euo pipefail
cd "$(dirname "$0")/.."
modules=(emaki-core emaki-torch emaki-lab)

old=${1:-$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null || git log -1 --format=%h --extended-regexp --grep='^Release [0-9.]+$')}
[ -n "$old" ] || { echo "api.sh: no release in this clone's history to compare with (name a revision)" >&2; exit 2; }
git rev-parse -q --verify "$old^{commit}" >/dev/null || { echo "api.sh: $old: no such revision" >&2; exit 2; }

work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree" 2>/dev/null; rm -rf "$work"' EXIT
git worktree add -q --detach "$work/tree" "$old"
package=(mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl emaki-lab -am package)
(cd "$work/tree" && "${package[@]}")
version() { sed -n 's/^  <version>\(.*\)<\/version>$/\1/p' "$1/pom.xml" | head -n 1; }
was=$(version "$work/tree") is=$(version .)
mkdir "$work/jars"
for module in "${modules[@]}"; do cp "$work/tree/$module/target/$module-$was.jar" "$work/jars/$module.jar"; done

compatible=false
[ "${was%%.*}" != 0 ] && [ "${was%%.*}" = "${is%%.*}" ] && compatible=true
failed=0
"${package[@]}" -Papi -Dapi.old="$work/jars" -Dapi.compatible=$compatible --fail-at-end >"$work/said" 2>&1 || failed=1

echo "since $old ($was), now $is; incompatible changes $([ $compatible = true ] && echo fail || echo 'are told')"
reports=0
for module in "${modules[@]}"; do
  report=$module/target/japicmp/api.md
  [ "$report" -nt "$work/jars/$module.jar" ] || continue
  reports=$((reports + 1))
  echo
  echo "$module (all of it: ${report%.md}.html)"
  # The table of the report, a row a type: what went or is other than it was; what came does harm only where others must write it.
  sed -n '/^## Results/,/^<details/p' "$report" | grep -E '^\| (Modified|Removed)' | sed -E 's/!?\[([^]]*)\]/\1,/g; s/ +/ /g' | awk -F ' ?[|] ?' '
    { told = ""; count = split($5, changes, /, ?/)
      for (i = 1; i <= count; i++) if (changes[i] != "" && (changes[i] !~ / added/ || changes[i] ~ /abstract|to interface/)) told = told (told == "" ? "" : ", ") changes[i]
      if (told != "") printf "  %-60s %s\n", substr($3, 1, index($3, ",") - 1), told }' || true
done
[ $reports -gt 0 ] || cat "$work/said" >&2
exit $failed
