#!/usr/bin/env bash
# Measures one table alternately in an older checkout and in this one; the exit code is 1 if this one is slower.
#   framework/benchmarks/against.sh OLD_CHECKOUT TABLE --data DIR [--pairs N] [--rounds N] [--seed N] [--documents N] [--log FILE]
# OLD_CHECKOUT: for example of `git worktree add ../old COMMIT`. TABLE: vectors, pipelines, training, start, load, encoders,
# long, generation; encoders and generation take --models DIR and --python FILE as run.sh does, long --models DIR and --subwords N. Each checkout is built first by its own
# run.sh. By the times in RESULTS.md, 12 pairs on two cores take 5 minutes for start and 30 to 45 for
# vectors, training or pipelines, as the peers of each build run once in each process. Close everything else first.
# The exit code is 2 if nothing could run, or if fewer than 6 pairs give no verdict.
set -eu
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/../.." && pwd)
"$here/run.sh" --help >/dev/null # builds
# not by the launcher, whose environment would hide that of the older checkout's launcher
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -Xmx256m -cp "$(ls "$here"/target/cascade-benchmarks-*.jar):$(cat "$here/target/classpath.txt")" \
  org.cascadenlp.cli.Main against --root "$root" "$@"
