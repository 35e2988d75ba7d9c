#!/usr/bin/env bash
# Trains on the first 800 sentences of WNUT-17, fine-tuned or as LoRA, by the shipped recipe: only mode, rates and seed are set.
#   framework/benchmarks/short.sh DATA OUT [MODE...]      MODE: fine-tune, lora; default fine-tune
#   SEEDS="1 2 3"
#   MORE="trainer.epochs=4"    further settings, ROLE.PARAMETER=VALUE each; NAME is their name in the line
#   SCORES=FILE                one line per run: mode, seed, dev F1, epochs, date, machine; default short.tsv beside this script
# A run that has a line is not repeated. The Python side, 5 epochs of batch 16: testdata/reference/hf_transfer.py
# --tasks wnut --train-sentences 800 --batch 16 --seeds 1 2 3 --out hf_short.json.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$(cd "${1:?DATA: the folder of the corpora}" && pwd)
mkdir -p "${2:?OUT: the folder for the models}"
out=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- fine-tune
scores=$(realpath -m "${SCORES:-$root/framework/benchmarks/short.tsv}")
touch "$scores"
machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)

# the value of a field in a model.json
field() {
  sed -n 's/.*"'"$2"'": "\{0,1\}\([0-9.]*\).*/\1/p' "$1/model.json" | head -n 1
}

for mode in "$@"; do
  case $mode in
    fine-tune) settings=(--set trainer.mode=fine-tune --set trainer.encoderRate=0.0001 --set trainer.headRate=0.0001) ;;
    lora) settings=() ;;
    *) echo "unknown mode $mode; use fine-tune or lora" >&2 && exit 2 ;;
  esac
  for setting in ${MORE:-}; do settings+=(--set "$setting"); done
  name=$mode${NAME:+-$NAME}
  for seed in ${SEEDS:-1 2 3}; do
    if ! grep -q "^$name	$seed	" "$scores"; then
      folder=$out/$name-$seed
      printf '%s  %s seed %s\n' "$(date +%T)" "$name" "$seed" >&2
      "$root/cascade" train "$root/pipelines/train-entities.xml" --format conll --overwrite \
        --settings "$root/pipelines/recipes/entities-lora.settings" \
        --train "$data/wnut17/wnut17train.conll[:800]" --dev "$data/wnut17/emerging.dev.conll" \
        --output "$folder" --set "trainer.seed=$seed" "${settings[@]}" >"$folder.log" 2>&1
      printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$seed" "$(field "$folder" f1)" "$(field "$folder" epochs)" \
        "$(date -u +%F)" "$machine" >>"$scores"
      rm -f "$folder/model.safetensors"
    fi
    grep "^$name	$seed	" "$scores"
  done
done
