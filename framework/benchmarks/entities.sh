#!/usr/bin/env bash
# Trains an entity tagger in each mode with each seed, and prints the mean dev micro F1 of the best epochs.
#   framework/benchmarks/entities.sh DATA OUT [MODE...]      MODE: fine-tune, lora, frozen; default all
#   SEEDS="1 2 3"                                            the seeds
# DATA contains broad-twitter-corpus/ and wikigold-train/. A run whose folder is complete is not repeated,
# so the command can be stopped and started again. On two cores one fine-tuning takes 15 to 30 minutes.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${1:?DATA: the folder of the corpora}
out=${2:?OUT: the folder for the models}
shift 2
[ $# -gt 0 ] || set -- fine-tune lora frozen
tweets=$data/broad-twitter-corpus
wiki=$data/wikigold-train/wikigold-train.conll
mkdir -p "$out"

for mode in "$@"; do
  case $mode in
    fine-tune)
      settings=(--set trainer.mode=fine-tune --set trainer.encoderRate=0.0001 --set trainer.headRate=0.0001)
      ;;
    lora | frozen) settings=(--settings "$root/pipelines/recipes/entities-$mode.settings") ;;
    *) echo "unknown mode $mode; use fine-tune, lora or frozen" >&2 && exit 2 ;;
  esac
  for seed in ${SEEDS:-1 2 3}; do
    folder=$out/$mode-$seed
    [ -f "$folder/model.json" ] || "$root/cascade" train "$root/pipelines/train-entities.xml" --map MISC=O \
      --train "$tweets/a.conll" "$tweets/b.conll" "$tweets/e.conll" "$tweets/g.conll" "$wiki[:-166]" \
      --dev "$tweets/h.conll" "$wiki[-166:]" --output "$folder" --set trainer.seed="$seed" \
      ${settings[@]+"${settings[@]}"} 2>&1 | tee "$folder.log" >&2
  done
done

date -u +%Y-%m-%d
grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //' || true
java -version 2>&1 | head -n 1
for mode in "$@"; do
  for seed in ${SEEDS:-1 2 3}; do
    sed -n 's/.*"f1": \([0-9.]*\).*/\1/p' "$out/$mode-$seed/model.json" | head -n 1
  done | awk -v mode="$mode" '
    { f[NR] = 100 * $1; sum += f[NR] }
    END {
      mean = sum / NR
      for (i = 1; i <= NR; i++) { square += (f[i] - mean) ^ 2; all = all sprintf(" %.2f", f[i]) }
      deviation = (NR > 1) ? sqrt(square / (NR - 1)) : 0
      printf "%-10s dev micro F1 %.2f +- %.2f over %d seeds (%s )\n", mode, mean, deviation, NR, all
    }'
done
