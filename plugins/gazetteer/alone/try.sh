#!/usr/bin/env bash
# Runs the commands of plugins/AUTHORS.md: installs Cascade, builds a copy of the example by itself in a temporary folder,
# and checks a pipeline with its jar. Arguments go to Maven: -o works once Maven has its install plugin, which
# `mvn verify` does not fetch; -Dmaven.repo.local=DIR leaves your own repository as it is.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mvn -q -B -f "$root/pom.xml" install -DskipTests "$@"

cp -r "$root/plugins/gazetteer" "$folder/names"
cd "$folder/names"
rm -rf target
tests=src/test/java/org/cascadenlp/gazetteer
cp alone/pom.xml pom.xml
cp alone/GazetteerContractTest.java "$tests"
# a package of one's own: Cascade has a class of the example's name itself
for tree in src/main/java src/main/resources src/test/java; do
  mkdir -p $tree/org/example
  mv $tree/org/cascadenlp/gazetteer $tree/org/example/names
done
grep -rlE 'cascadenlp[./]gazetteer' src | xargs sed -i -E 's#org([./])cascadenlp[./]gazetteer#org\1example\1names#g'

mvn -q -B package "$@"
"$root/cascade" check src/test/resources/pipeline.xml --plugins target/names-1.0.jar
