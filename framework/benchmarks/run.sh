#!/usr/bin/env bash
# Measures one table and writes it into RESULTS.md beside this script.
#   framework/benchmarks/run.sh TABLE --data DIR [--rounds N] [--documents N] [--python FILE] [--models DIR] [--dry]
# TABLE: vectors, training, pipelines, start, stop, memory, load, encoders, generation; transfer measures nothing and gathers what
# transfer.sh recorded. --documents makes a run short, for a trial; FILE is what testdata/reference/hf_speed.py wrote, to be
# put beside vectors and training, or, for encoders, what encoder_speed.py beside it wrote, for generation
# hf_generation.py; --models is the folder of models that the latter two made.
# It is the launcher with the peers added to its class path: the same Java, environment and options as
# `./cascade`. Close everything else first: numbers under load are noise.
set -eu
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/../.." && pwd)
list=$here/target/classpath.txt

if [ ! -f "$list" ] || [ -n "$(find "$root" \( -name target -o -name '.?*' -o -name testdata -o -path '*/src/test' \) \
  -prune -o -type f \( -name pom.xml -o -path '*/src/main/*' -o -path "$root/descriptors/*.xml" \) \
  -newer "$list" -print | head -n 1)" ]; then
  printf 'benchmarks: building\n' >&2
  (cd "$root" && mvn -q -B -DskipTests -pl framework/benchmarks -am package) >&2
  touch "$list" # Maven leaves it as it is where nothing in it has changed
fi

# DKPro Core, which one table needs, has a class path of its own
dkpro=$here/target/dkpro-classpath.txt
if [ "${1:-}" = pipelines ] && ! [ "$dkpro" -nt "$here/dkpro/pom.xml" ]; then
  pinned() { sed -n "s/.*<$1>\(.*\)<.*/\1/p" "$root/pom.xml"; }
  mvn -q -B -f "$here/dkpro/pom.xml" -Ddkpro.version="$(pinned dkpro.version)" \
    -Dopennlp.version="$(pinned opennlp.version)" -Dmdep.outputFile="$dkpro" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath >&2
fi

# only what the launcher has not: a jar must not stand there twice
own=$(ls "$here"/target/cascade-benchmarks-*.jar)
further=$(tr ':' '\n' <"$list" | grep -vxFf <(tr ':' '\n' <"$root/pipelines/target/classpath.txt") |
  grep -v '/cascade-pipelines-[^/]*\.jar$' | paste -sd: -)
CASCADE_CLASSPATH=$own:$further exec "$root/cascade" benchmark --root "$root" "$@"
