#!/usr/bin/env bash
# Fine-tunes MiniLM for pairs of texts with each seed; a run chooses its epoch on dev and is scored once on test.
#   framework/benchmarks/pairs.sh DATA OUT [TASK...]     default all
#     similarity-bi, similarity-cross: STS-B as a bi-encoder and a cross-encoder
#     answers: question answering; DATA is then also needed in OUT/answers, as testdata/reference/answer_split.py DATA OUT/answers writes it.
#       Windows of 128 subwords that share 40, those without the answer from testdata/reference/answer_windows.tsv; 2 epochs of
#       batch 8, rates 3e-4: windows of 384 take 50 minutes per epoch and core
#   SEEDS="1 2 3"
#   EPOCHS=N        instead of those of the recipes
#   MORE="trainer.batchSize=8"   further settings, ROLE.PARAMETER=VALUE each
#   CASCADE=FILE    another launcher
#   SCORES=FILE     one line per run: task, seed, epochs, units trained on, dev, test, the second score on test, seconds, date,
#                   machine; default pairs.tsv beside this script. Scores are Spearman's and Pearson's correlation, or F1 and exact match
# A run that has a line is not repeated. A training that was stopped goes on from its last checkpoint; its seconds are those since then.
# The Python side: testdata/reference/hf_similarity.py and hf_answers.py (testdata/reference/README.md has the command).
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cascade=${CASCADE:-$root/cascade}
data=$(cd "${1:?DATA: the folder of the corpora}" && pwd)
mkdir -p "${2:?OUT: the folder for the models}"
out=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- similarity-bi similarity-cross answers
scores=$(realpath -m "${SCORES:-$root/framework/benchmarks/pairs.tsv}")
touch "$scores"
machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)

# sets pipelines, recipe, reading, files, metrics and settings of a task: own for training, same also for the test
describe() {
  own=() same=()
  case $1 in
    similarity-bi | similarity-cross)
      pipeline=$1 training=train-similarity recipe=$1 model=similarity metrics=(spearman pearson)
      reading=(--format csv --text first=1 --text second=2 --read score=3)
      files=("$data/stsb-multi-mt/stsb-en-"{train,dev,test}.csv)
      ;;
    answers)
      pipeline=answers-bert training=train-answers recipe=answers model=answers metrics=(f1 exact)
      reading=(--format squad)
      files=("$out/answers/"{train,dev,test}.json)
      own=("trainer.headOptions=noAnswer=true,maxAnswer=30,negatives=1,drawn=$root/testdata/reference/answer_windows.tsv"
        trainer.batchSize=8 trainer.encoderRate=0.0003 trainer.headRate=0.0003 trainer.epochs=2 trainer.checkpointUpdates=25)
      same=(window=128 overlap=40)
      [ -f "${files[0]}" ] || { echo "run testdata/reference/answer_split.py $data $out/answers first" >&2 && exit 2; }
      ;;
    *) echo "unknown task $1; use similarity-bi, similarity-cross or answers" >&2 && exit 2 ;;
  esac
}

# the first number of a name in a JSON file
number() {
  sed -n 's/.*"'"$1"'": *"\{0,1\}\(-\{0,1\}[0-9.][0-9.eE-]*\).*/\1/p' "$2" | head -n 1
}

# trains and scores one run, and adds its line
run() {
  local task=$1 seed=$2 folder=$out/$1-$2 settings=(--set "trainer.seed=$2") reads=() begin setting start=--overwrite
  for setting in "${own[@]}"; do settings+=(--set "$setting"); done
  for setting in "${same[@]}"; do settings+=(--set "trainer.$setting") reads+=(--set "embedding.$setting"); done
  [ -z "${EPOCHS:-}" ] || settings+=(--set "trainer.epochs=$EPOCHS")
  for setting in ${MORE:-}; do settings+=(--set "$setting"); done
  [ ! -d "$folder/checkpoints" ] || start=--resume
  begin=$(date +%s)
  "$cascade" train "$root/pipelines/$training.xml" --settings "$root/pipelines/recipes/$recipe.settings" "${reading[@]}" $start \
    --train "${files[0]}" --dev "${files[1]}" --output "$folder" "${settings[@]}" >>"$folder.log" 2>&1
  "$cascade" evaluate "$root/pipelines/$pipeline.xml" "${reading[@]}" --gold "${files[2]}" --json --set "$model=$folder" \
    --set embedding.precision=float32 "${reads[@]}" >"$folder.test.json" 2>>"$folder.log"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$task" "$seed" "$(number epochs "$folder/model.json")" \
    "$(number train.units "$folder/model.json")" "$(number "${metrics[0]}" "$folder/model.json")" \
    "$(number "${metrics[0]}" "$folder.test.json")" "$(number "${metrics[1]}" "$folder.test.json")" \
    "$(($(date +%s) - begin))" "$(date -u +%F)" "$machine" >>"$scores"
  rm -f "$folder/model.safetensors"
}

for task in "$@"; do
  describe "$task"
  for seed in ${SEEDS:-1 2 3}; do
    if ! grep -q "^$task	$seed	" "$scores"; then
      printf '%s  %s seed %s\n' "$(date +%T)" "$task" "$seed" >&2
      run "$task" "$seed"
    fi
    grep "^$task	$seed	" "$scores"
  done
done
