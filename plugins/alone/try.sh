#!/usr/bin/env bash
# Runs the commands of framework/docs/extending.md: installs Cascade, builds a copy of the example alone in a temporary
# folder, trains its head and runs its pipelines. Arguments are passed to Maven: -o works once Maven has its install plugin,
# which `mvn verify` does not fetch; with -Dmaven.repo.local=DIR your repository is not changed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mvn -q -B -f "$root/pom.xml" install -DskipTests "$@"

cp -r "$root/plugins/alone" "$folder/example"
cd "$folder/example"
rm -rf target
mvn -q -B package "$@"

plugins=(--plugins target/example-1.0.jar)
"$root/cascade" check pipelines/shouting.xml "${plugins[@]}"
"$root/cascade" shout aloud pipelines/shouting.xml "PLEASE help ME." "${plugins[@]}"
printf 'PLEASE help ME, I said.\n' >target/a.txt
"$root/cascade" run pipelines/shouting.xml --input target/a.txt --output target/out --format entities "${plugins[@]}"
cat target/out/a.txt.entities.txt
"$root/cascade" run pipelines/shouting.xml --input corpus/dev.txt --as slashes --output target/out "${plugins[@]}"
"$root/cascade" train pipelines/train-tags.xml --format slashes --train corpus/train.txt --dev corpus/dev.txt \
  --output target/tags "${plugins[@]}"
"$root/cascade" evaluate pipelines/tags.xml --gold corpus/dev.txt --format slashes "${plugins[@]}"
