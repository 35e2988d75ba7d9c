#!/usr/bin/env bash
# Measures one table and writes it into RESULTS.md beside this script.
#   framework/benchmarks/run.sh TABLE --data DIR [--rounds N] [--documents N] [--python FILE] [--models DIR]
#     [--interpreter PYTHON] [--subwords N] [--dry]
# TABLE: vectors, training, pipelines, start, stop, memory, load, encoders, long, generation; transfer measures nothing and
# collects the lines that transfer.sh recorded. --documents N makes a short trial. FILE has Python's measurements to compare with, written by
# a script in testdata/reference: hf_speed.py for vectors and training, encoder_speed.py for encoders, hf_generation.py for
# generation; --models is the folder of the models that the latter two scripts make, and long_document.py for long, which PYTHON runs
# beside Cascade; --subwords N shortens its document.
# It runs the launcher with the peers added to its class path, so with the same Java, environment and options as
# `./cascade`. Close everything else first: measurements under load are unreliable.
set -eu
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/../.." && pwd)
list=$here/target/classpath.txt

if [ ! -f "$list" ] || [ -n "$(find "$root" \( -name target -o -name '.?*' -o -name testdata -o -path '*/src/test' \) \
  -prune -o -type f \( -name pom.xml -o -path '*/src/main/*' -o -path "$root/descriptors/*.xml" \) \
  -newer "$list" -print | head -n 1)" ]; then
  printf 'benchmarks: building\n' >&2
  (cd "$root" && mvn -q -B -DskipTests -pl framework/benchmarks -am package) >&2
  touch "$list" # Maven does not write it again if its content is the same
fi

# DKPro Core, which only this table needs, runs on a separate class path
dkpro=$here/target/dkpro-classpath.txt
if [ "${1:-}" = pipelines ] && ! [ "$dkpro" -nt "$here/dkpro/pom.xml" ]; then
  pinned() { sed -n "s/.*<$1>\(.*\)<.*/\1/p" "$root/pom.xml"; }
  mvn -q -B -f "$here/dkpro/pom.xml" -Ddkpro.version="$(pinned dkpro.version)" \
    -Dopennlp.version="$(pinned opennlp.version)" -Dmdep.outputFile="$dkpro" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath >&2
fi

# only jars that the launcher does not have, so that none is on the class path twice
own=$(ls "$here"/target/cascade-benchmarks-*.jar)
further=$(tr ':' '\n' <"$list" | grep -vxFf <(tr ':' '\n' <"$root/pipelines/target/classpath.txt") |
  grep -v '/cascade-pipelines-[^/]*\.jar$' | paste -sd: -)
CASCADE_CLASSPATH=$own:$further exec "$root/cascade" benchmark --root "$root" "$@"
